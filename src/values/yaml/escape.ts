import { quoted } from './fault.ts'
import { fail, type Scanner } from './scanner.ts'

/** Of one letter each. */
export const escapes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    0: '\0',
    a: '\x07',
    b: '\b',
    t: '\t',
    '\t': '\t',
    n: '\n',
    v: '\v',
    f: '\f',
    r: '\r',
    e: '\x1b',
    ' ': ' ',
    '"': '"',
    "'": "'",
    '\\': '\\',
    N: '\x85',
    _: '\xa0',
    L: '\u2028',
    P: '\u2029',
  }),
)
const hexLengths = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
])

/** The escape whose letter is at an offset; the length counts the letter and its digits. */
export function readEscape(s: Scanner, at: number): { value: string; length: number } | null {
  const letter = s.text.charAt(at)
  const value = escapes.get(letter)
  if (value !== undefined) return { value, length: 1 }
  const digits = hexLengths.get(letter)
  if (digits === undefined) {
    return failEscape(s, at, 1, 'is not an escape of YAML', 'write `\\\\` for a backslash, or use single quotes')
  }
  const hex = s.text.slice(at + 1, at + 1 + digits)
  if (hex.length < digits || !/^[0-9a-fA-F]+$/.test(hex)) {
    return failEscape(s, at, 1, `needs ${digits} hexadecimal digits`)
  }
  const point = Number.parseInt(hex, 16)
  if ((point >= 0xd800 && point <= 0xdfff) || point > 0x10ffff) {
    const help = 'write the character itself, or `\\U` with the 8 digits of its code point'
    return failEscape(s, at, 1 + digits, 'is not a Unicode character on its own', help)
  }
  return { value: String.fromCodePoint(point), length: 1 + digits }
}

function failEscape(s: Scanner, at: number, length: number, what: string, help?: string): null {
  const end = at + length
  const message = `${quoted(s.text.slice(at - 1, end))} ${what}`
  fail(s, { code: 'YM004', message, start: at - 1, end, ...(help === undefined ? {} : { help }) })
  return null
}
