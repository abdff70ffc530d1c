const form = /^([+-]?)(\d*)(?:\.(\d*))?(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d+))?$/

/** Powers of ten for decimal suffixes, of 1024 for binary ones. */
const decimal: { [suffix: string]: number } = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 }
const binary: { [suffix: string]: number } = { Ki: 1, Mi: 2, Gi: 3, Ti: 4, Pi: 5, Ei: 6 }

const largest = 9223372036854775807n * 10n ** 9n

/** Whether Kubernetes can read it as a quantity (k8s.io/apimachinery 0.34, pkg/api/resource/quantity.go). */
export function isQuantity(text: string): boolean {
  const trimmed = text.trim()
  return trimmed !== '' && form.test(trimmed)
}

/** A quantity in billionths, rounded away from zero and capped as Kubernetes does; null when it is none. */
export function billionths(text: string): bigint | null {
  const match = form.exec(text.trim())
  if (!match || text.trim() === '') return null
  const [, sign, whole = '', fraction = '', suffix = '', exponent = '0'] = match
  const digits = BigInt(`0${whole}${fraction}`)
  const power = 9 - fraction.length + (decimal[suffix] ?? Math.max(-100, Math.min(100, Number(exponent))))
  const scaled = digits * 1024n ** BigInt(binary[suffix] ?? 0)
  const amount = power >= 0 ? scaled * 10n ** BigInt(power) : roundUp(scaled, 10n ** BigInt(-power))
  const capped = amount > largest ? largest : amount
  return sign === '-' ? -capped : capped
}

function roundUp(amount: bigint, unit: bigint): bigint {
  return (amount + unit - 1n) / unit
}
