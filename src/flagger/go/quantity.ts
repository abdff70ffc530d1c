// Kubernetes quantities as the API machinery writes them back: `1000m` is `1`, `0.5` is `500m`, `1024Mi` is `1Gi`.
// Rules: k8s.io/apimachinery, pkg/api/resource/{quantity,suffix}.go.

const decimalSuffixes = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const shape = /^([+-]?)(\d*)(?:\.(\d*))?(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i))?$/

type Format = 'decimal' | 'binary' | 'exponent'

/** The canonical text, or null when the text is no quantity. */
export function canonicalQuantity(text: string): string | null {
  const match = shape.exec(text)
  if (!match) return null
  const [, sign = '', whole = '', fraction = '', exponent, suffix = ''] = match
  if (whole === '' && fraction === '') return null
  const binary = suffix.endsWith('i')
  const scale = exponent ? Number(exponent.slice(1)) : binary ? 0 : (decimalSuffixes.indexOf(suffix) - 3) * 3
  const factor = binary ? 1024n ** BigInt(binarySuffixes.indexOf(suffix)) : 1n
  const nanos = toNanos(BigInt(whole + fraction) * factor, scale - fraction.length)
  const written = format(nanos, binary ? 'binary' : exponent ? 'exponent' : 'decimal')
  return sign === '-' && nanos !== 0n ? `-${written}` : written
}

/** Nothing smaller than a nano is kept; what is in between is rounded away from zero. */
function toNanos(digits: bigint, scale: number): bigint {
  const exponent = scale + 9
  if (exponent >= 0) return digits * 10n ** BigInt(exponent)
  const divisor = 10n ** BigInt(-exponent)
  return (digits + divisor - 1n) / divisor
}

const unit = 10n ** 9n

function format(nanos: bigint, as: Format): string {
  if (nanos === 0n) return '0'
  if (as === 'binary' && nanos >= 1024n * unit) return binary((nanos + unit - 1n) / unit)
  let power = -9
  let digits = nanos
  while (digits % 1000n === 0n) {
    digits /= 1000n
    power += 3
  }
  if (as === 'exponent') return power === 0 ? String(digits) : `${digits}e${power}`
  return `${digits}${decimalSuffixes[power / 3 + 3] ?? `e${power}`}`
}

function binary(value: bigint): string {
  let suffix = 0
  let rest = value
  while (rest % 1024n === 0n && suffix < binarySuffixes.length - 1) {
    rest /= 1024n
    suffix++
  }
  return `${rest}${binarySuffixes[suffix]}`
}
