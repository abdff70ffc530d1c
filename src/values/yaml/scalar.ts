import type { Json } from '../json.ts'
import { floatKey, readNumber } from './number.ts'

/**
 * What a scalar without quotes means: go-yaml v2's resolve.go as sigs.k8s.io/yaml turns it into JSON. Times stay text, and
 * so do base-60 numbers.
 */
const words = new Map<string, Json>()
const spellings: [Json, string][] = [
  [true, 'y Y yes Yes YES true True TRUE on On ON'],
  [false, 'n N no No NO false False FALSE off Off OFF'],
  [null, '~ null Null NULL'],
  [Number.NaN, '.nan .NaN .NAN'],
  [Number.POSITIVE_INFINITY, '.inf .Inf .INF +.inf +.Inf +.INF'],
  [Number.NEGATIVE_INFINITY, '-.inf -.Inf -.INF'],
]
for (const [value, spelled] of spellings) {
  for (const word of spelled.split(' ')) words.set(word, value)
}
const longestWord = 5

/** For each ASCII character what can start with it: 1 a word, 2 a number or a word, 0 only text. */
const starts = new Uint8Array(128)
for (const letter of 'yYnNtTfFoO~') starts[letter.charCodeAt(0)] = 1
for (const sign of '+-.0123456789') starts[sign.charCodeAt(0)] = 2

/** The value of a scalar without quotes and tag. Infinity and not-a-number are values here, though JSON has neither. */
export function resolve(text: string): Json {
  if (text === '') return null
  const start = starts[text.charCodeAt(0)]
  if (!start) return text
  if (text.length <= longestWord) {
    const word = words.get(text)
    if (word !== undefined) return word
  }
  return start === 2 && mayEndNumber(text.charCodeAt(text.length - 1)) ? (readNumber(text) ?? text) : text
}

/** Quantities and durations (`200Mi`, `30s`) begin like numbers, but none of their units is a hexadecimal digit. */
function mayEndNumber(code: number): boolean {
  const letter = code | 0x20
  return letter < 0x67 || letter > 0x7a
}

/** The text that a value becomes as a JSON key; null for a key that JSON cannot have. */
export function keyText(value: Json, isFloat: boolean): string | null {
  switch (typeof value) {
    case 'string':
      return value
    case 'boolean':
      return String(value)
    case 'number':
      return isFloat ? floatKey(value) : String(value)
    case 'bigint':
      return BigInt.asIntN(64, value) === value ? String(value) : null
    default:
      return null
  }
}
