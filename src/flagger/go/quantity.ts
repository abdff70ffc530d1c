// Kubernetes quantities as the API machinery writes them back: `1000m` is `1`, `0.5` is `500m`, `1024Mi` is `1Gi`.
// Rules: k8s.io/apimachinery, pkg/api/resource/{quantity,suffix}.go.

const decimalSuffixes = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const shape = /^([+-]?)0*(\d*)(?:\.(\d*))?(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i))?$/

type Format = 'decimal' | 'binary' | 'exponent'

/** A quantity taken apart: `digits` has those before and after the point. */
interface Parts {
  format: Format
  digits: string
  fraction: number
  /** Of ten, or of two. */
  exponent: number
}

/** The canonical text, or null when the text is no quantity. */
export function canonicalQuantity(text: string): string | null {
  const trimmed = text.trim()
  const match = shape.exec(trimmed)
  if (!match || trimmed === '') return null
  // Kubernetes takes a suffix without digits for zero, but for the two that it reads another way.
  if (/^[+-]?\.?[PE]i$/.test(trimmed)) return null
  const [, sign, whole = '', fraction = '', exponent, suffix = ''] = match
  const format: Format = exponent ? 'exponent' : suffix.endsWith('i') ? 'binary' : 'decimal'
  const parts: Parts = {
    format,
    digits: (whole || '0') + fraction,
    fraction: fraction.length,
    exponent: exponent ? Number(exponent.slice(1)) : exponentOf(suffix),
  }
  if (Math.abs(parts.exponent) > largestExponent) return null
  if (isKeptAsWritten(parts)) return trimmed
  const nanos = toNanos(parts)
  return sign === '-' && nanos !== 0n ? `-${write(nanos, format)}` : write(nanos, format)
}

/** Kubernetes would try to write out all of these zeros. */
const largestExponent = 1000

function exponentOf(suffix: string): number {
  return suffix.endsWith('i') ? binarySuffixes.indexOf(suffix) * 10 : (decimalSuffixes.indexOf(suffix) - 3) * 3
}

/** A text that looks canonical at a glance is not written anew: `1.500` stays, `0.500` does not. */
function isKeptAsWritten({ format, digits, fraction, exponent }: Parts): boolean {
  if (format === 'binary') {
    const precision = 14 - digits.length - Math.trunc((exponent * 3) / 10)
    return fraction === 0 && precision >= 0 && BigInt(digits) % 8n !== 0n
  }
  const scale = exponent - fraction
  const fits = digits.length <= 18 && scale >= -9
  return fits && scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0')
}

const billion = 10n ** 9n
const largest = (2n ** 63n - 1n) * billion

/** Nothing smaller than a nano is kept; what is in between is rounded away from zero. */
function toNanos({ format, digits, fraction, exponent }: Parts): bigint {
  const value = BigInt(digits) * (format === 'binary' ? 2n ** BigInt(exponent) : 1n)
  const power = (format === 'binary' ? 0 : exponent) - fraction + 9
  const divisor = power < 0 ? 10n ** BigInt(-power) : 1n
  const nanos = power < 0 ? (value + divisor - 1n) / divisor : value * 10n ** BigInt(power)
  return format === 'binary' && nanos > largest ? largest : nanos
}

function write(nanos: bigint, format: Format): string {
  if (nanos === 0n) return '0'
  if (format === 'binary' && nanos >= 1024n * billion && nanos % billion === 0n) return writeBinary(nanos / billion)
  let power = -9
  let digits = nanos
  while (digits % 1000n === 0n) {
    digits /= 1000n
    power += 3
  }
  if (format === 'exponent') return power === 0 ? String(digits) : `${digits}e${power}`
  // What is too large for a suffix loses it: 33260000E is written 33260.
  return `${digits}${decimalSuffixes[power / 3 + 3] ?? ''}`
}

function writeBinary(value: bigint): string {
  let suffix = 0
  let rest = value
  while (rest % 1024n === 0n && suffix < binarySuffixes.length - 1) {
    rest /= 1024n
    suffix++
  }
  return `${rest}${binarySuffixes[suffix]}`
}
