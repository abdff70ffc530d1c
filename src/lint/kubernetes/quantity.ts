import type { Json } from '../../values/json.ts'

const shape = /^([+-]?(?:\d+\.?\d*|\.\d+))([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/
const factors: Record<string, number> = {
  ...{ n: 1e-9, u: 1e-6, m: 1e-3, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60 },
}

/** How much a quantity is (`500m`, `1Gi`, `2e3`); null for what is none. */
export function amountOf(quantity: Json | undefined): number | null {
  const [, digits, suffix = ''] = shape.exec(String(quantity ?? '').trim()) ?? []
  if (digits === undefined) return null
  if (suffix === '') return Number(digits)
  return factors[suffix] === undefined ? Number(digits + suffix) : Number(digits) * factors[suffix]
}

/** More than: beyond what reckoning with decimal fractions blurs. */
export function exceeds(amount: number, limit: number): boolean {
  return amount > limit + Math.abs(limit) * 1e-9
}
