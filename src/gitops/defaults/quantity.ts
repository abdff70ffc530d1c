/** Suffixes of quantities (Kubernetes 1.36, apimachinery pkg/api/resource/suffix.go): powers of ten, or of two. */
const decimal: Record<string, number> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 }
const binary: Record<string, number> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 }
const decimalSuffix = new Map(Object.entries(decimal).map(([suffix, exponent]) => [exponent, suffix]))
const binarySuffix = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']

const syntax = /^([+-]?)(\d*)(\.?)(\d*)([eEinumkKMGTP]*[-+]?\d*)$/
const maxInt64 = 2n ** 63n - 1n
/** The decimal digits that an int64 surely holds; longer numbers take the way of big decimals. */
const int64Digits = 18
const nano = -9

type Format = 'decimal' | 'exponent' | 'binary'

/** value × 10^scale; `text` is what was written, where Kubernetes keeps that as it is. */
export interface Quantity {
  value: bigint
  scale: number
  format: Format
  text: string | null
}

/** Reads a quantity as Kubernetes 1.36 does (ParseQuantity in pkg/api/resource/quantity.go); null when it refuses. */
export function parseQuantity(text: string): Quantity | null {
  if (text === '0') return { value: 0n, scale: 0, format: 'decimal', text }
  const match = text === '' ? null : syntax.exec(text)
  if (!match) return null
  const [, sign = '', whole = '', , fraction = '', suffix = ''] = match
  const meaning = interpret(suffix)
  if (!meaning) return null
  const digits = whole.replace(/^0+/, '')
  const shifted = (digits === '' ? '0' : digits) + fraction
  const { exponent, format } = meaning
  const negative = sign === '-'
  const signed = (value: bigint): bigint => (negative ? -value : value)

  if (format === 'binary') {
    if (fraction === '' && 15 - shifted.length - Math.trunc((exponent * 3) / 10) - 1 >= 0) {
      const value = BigInt(shifted)
      const kept = exponent % 10 === 0 && (value & 7n) !== 0n
      return { value: signed(value << BigInt(exponent)), scale: 0, format, text: kept ? text : null }
    }
    const exact = roundAway(BigInt(shifted) << BigInt(exponent), -fraction.length, nano)
    const cap = exact.scale <= 0 ? maxInt64 * 10n ** BigInt(-exact.scale) : maxInt64
    const value = exact.value > cap ? cap : exact.value
    const below1 = value > 0n && value < 10n ** BigInt(Math.max(0, -exact.scale))
    return { value: signed(value), scale: exact.scale, format: below1 ? 'decimal' : 'binary', text: null }
  }

  const scale = exponent - fraction.length
  if (shifted.length <= int64Digits && scale >= nano) {
    const kept = scale % 3 === 0 && !shifted.endsWith('000') && !shifted.startsWith('0')
    return { value: signed(BigInt(shifted)), scale, format, text: kept ? text : null }
  }
  const rounded = roundAway(BigInt(shifted), scale, nano)
  return { value: signed(rounded.value), scale: rounded.scale, format, text: null }
}

/** The quantity as Kubernetes writes it: `0.5` → `500m`, `1024Mi` → `1Gi` (CanonicalizeBytes). */
export function formatQuantity(quantity: Quantity): string {
  const { value, scale, format, text } = quantity
  if (text !== null) return text
  if (value === 0n) return '0'
  if (format === 'binary') {
    const whole = wholeNumber(value, scale)
    if (whole !== null && (whole >= 1024n || whole <= -1024n)) {
      let [amount, times] = [whole, 0]
      while (amount % 1024n === 0n) [amount, times] = [amount / 1024n, times + 1]
      return `${amount}${binarySuffix[times] ?? ''}`
    }
  }
  let [amount, exponent] = [value, scale]
  while (amount % 10n === 0n) [amount, exponent] = [amount / 10n, exponent + 1]
  while (exponent % 3 !== 0) [amount, exponent] = [amount * 10n, exponent - 1]
  if (format === 'exponent') return exponent === 0 ? `${amount}` : `${amount}e${exponent}`
  return `${amount}${decimalSuffix.get(exponent) ?? ''}`
}

/** Rounds to thousandths, away from zero, as the defaults of resource lists do (SetDefaults_ResourceList). */
export function roundToMilli(quantity: Quantity): Quantity {
  if (quantity.scale >= -3) return quantity
  const negative = quantity.value < 0n
  const rounded = roundAway(negative ? -quantity.value : quantity.value, quantity.scale, -3)
  return { ...quantity, value: negative ? -rounded.value : rounded.value, scale: rounded.scale, text: null }
}

function interpret(suffix: string): { exponent: number; format: Format } | null {
  if (Object.hasOwn(decimal, suffix)) return { exponent: decimal[suffix] ?? 0, format: 'decimal' }
  if (Object.hasOwn(binary, suffix)) return { exponent: binary[suffix] ?? 0, format: 'binary' }
  const exponent = /^[eE]([+-]?\d+)$/.exec(suffix)?.[1]
  return exponent === undefined ? null : { exponent: Number(exponent), format: 'exponent' }
}

function roundAway(value: bigint, scale: number, target: number): { value: bigint; scale: number } {
  if (scale >= target) return { value, scale }
  if (target - scale > value.toString().length) return { value: value === 0n ? 0n : 1n, scale: target }
  const divisor = 10n ** BigInt(target - scale)
  return { value: value / divisor + (value % divisor === 0n ? 0n : 1n), scale: target }
}

function wholeNumber(value: bigint, scale: number): bigint | null {
  if (scale >= 0) return value * 10n ** BigInt(scale)
  const divisor = 10n ** BigInt(-scale)
  return value % divisor === 0n ? value / divisor : null
}
