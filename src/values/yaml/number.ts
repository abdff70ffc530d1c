/**
 * Numbers as go-yaml v2 reads them (resolve.go), that is as Go's strconv does: `014`, `0o14`, `0x0c` and `0b1100` are 12,
 * `_` is ignored, and an integer that 64 bits cannot hold is a float.
 */
const integerForm = /^([-+]?)(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]*|[1-9][0-9]*)$/
/** Left over from before Go knew `0b`; only a sign after it still gets here. */
const signedBinary = /^0b([-+])([01]+)$/
const floatForm = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/
/** After a leading dot Go alone decides, and to Go an underscore is fine only between two digits. */
const strayUnderscore = /(?<![0-9])_|_(?![0-9])/

/** No 64-bit integer is longer, leading zeros aside. */
const longestInteger = 66

const minInt64 = -(2n ** 63n)
const maxInt64 = 2n ** 63n - 1n
const maxUint64 = 2n ** 64n - 1n

/** The number a text means, when it is one; a bigint when it is an integer that a double may not keep exactly. */
export function readNumber(text: string): number | bigint | null {
  return readInteger(text) ?? readFloat(text)
}

export function readInteger(text: string): number | bigint | null {
  if (isShortDecimal(text)) return Number(text)
  if (text.startsWith('_')) return null
  const plain = text.includes('_') ? text.replaceAll('_', '') : text
  const [, sign, digits] = integerForm.exec(plain) ?? []
  if (sign !== undefined && digits !== undefined) {
    if (digits.replace(/^0[xXoObB]?0*/, '').length > longestInteger) return null
    const size = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits.toLowerCase())
    return inRange(sign === '-' ? -size : size, sign === '' ? maxUint64 : maxInt64)
  }
  const [, binarySign, bits] = signedBinary.exec(plain) ?? []
  return bits === undefined || bits.length > longestInteger
    ? null
    : inRange(BigInt(`0b${bits}`) * (binarySign === '-' ? -1n : 1n), maxInt64)
}

function readFloat(text: string): number | null {
  if (text.startsWith('.') && strayUnderscore.test(text)) return null
  const plain = text.includes('_') ? text.replaceAll('_', '') : text
  if (!floatForm.test(plain)) return null
  const value = Number(plain)
  return Number.isFinite(value) ? value : null
}

function inRange(value: bigint, max: bigint): number | bigint | null {
  if (value < minInt64 || value > max) return null
  const near = Number(value)
  return Number.isSafeInteger(near) ? near : value
}

/** The common case, without regular expressions: up to 15 digits that do not begin with 0. */
function isShortDecimal(text: string): boolean {
  const { length } = text
  if (length === 0 || length > 15) return false
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    if (code > 0x39 || code < 0x30) return false
  }
  return length === 1 || text.charCodeAt(0) !== 0x30
}

/** Whether a text that is a number is a float. */
export function isFloatText(text: string): boolean {
  return readInteger(text) === null
}

/** A float as a key, as sigs.k8s.io/yaml writes it: Go's `%g` of its nearest 32-bit float. */
export function floatKey(value: number): string {
  const near = Math.fround(value)
  if (Number.isNaN(near)) return '.nan'
  if (!Number.isFinite(near)) return near > 0 ? '.inf' : '-.inf'
  if (near === 0) return Object.is(near, -0) ? '-0' : '0'
  let precision = 1
  while (Math.fround(Number(near.toPrecision(precision))) !== near) precision++
  const [digits = '', exponent = ''] = near.toExponential(precision - 1).split('e')
  const power = Number(exponent)
  if (power >= -4 && power < 6) return String(Number(near.toPrecision(precision)))
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}
