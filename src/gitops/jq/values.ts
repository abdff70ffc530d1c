import { compare as compareText } from '../../values/finding.ts'
import { getKey, isMap, type Json, type JsonMap } from '../../values/json.ts'

/** What `error` and the natives of jq throw; caught by `try` and at the end of a run. */
export class JqError extends Error {
  readonly value: Json
  /** By the program itself; the message of a native is ours, not gojq's. */
  readonly thrown: boolean
  constructor(value: Json, thrown: boolean) {
    super('jq error')
    this.value = value
    this.thrown = thrown
  }
}

export function fail(message: string): never {
  throw new JqError(message, false)
}

export function typeOf(value: Json): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'bigint') return 'number'
  return typeof value
}

export function isTrue(value: Json): boolean {
  return value !== null && value !== false
}

/** Keys in the one order in which gojq walks them. */
export function sortedKeys(map: JsonMap): string[] {
  return Object.keys(map).sort(compareText)
}

export function toNumber(value: Json): number | null {
  if (typeof value === 'bigint') return Number(value)
  return typeof value === 'number' ? value : null
}

const rank: Record<string, number> = { null: 0, boolean: 1, number: 3, string: 4, array: 5, object: 6 }

/** The order of all values (gojq 0.12, compare.go): null, false, true, numbers, strings, arrays, objects. */
export function order(a: Json, b: Json): number {
  const difference = rankOf(a) - rankOf(b)
  if (difference !== 0) return difference
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  if (Array.isArray(a) && Array.isArray(b)) return orderLists(a, b)
  if (isMap(a) && isMap(b)) return orderMaps(a, b)
  const [x, y] = [toNumber(a), toNumber(b)]
  if (x === null || y === null) return 0
  return x < y || Number.isNaN(x) ? -1 : x === y ? 0 : 1
}

function rankOf(value: Json): number {
  return value === true ? 2 : (rank[typeOf(value)] ?? 0)
}

function orderLists(a: Json[], b: Json[]): number {
  for (let i = 0; i < a.length && i < b.length; i += 1) {
    const difference = order(a[i] ?? null, b[i] ?? null)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

function orderMaps(a: JsonMap, b: JsonMap): number {
  const keys = sortedKeys(a)
  const difference = orderLists(keys, sortedKeys(b))
  if (difference !== 0) return difference
  for (const key of keys) {
    const inner = order(getKey(a, key) ?? null, getKey(b, key) ?? null)
    if (inner !== 0) return inner
  }
  return 0
}

/** `value[key]` (gojq 0.12, funcIndex2). */
export function indexed(value: Json, key: Json): Json {
  if (typeof key === 'string') {
    if (value === null) return null
    return isMap(value) ? (getKey(value, key) ?? null) : fail(`expected an object but got: ${typeOf(value)}`)
  }
  const position = toNumber(key)
  if (position !== null) {
    if (value === null) return null
    const items = typeof value === 'string' ? Array.from(value) : value
    if (!Array.isArray(items)) return fail(`expected an array but got: ${typeOf(value)}`)
    const at = clamp(toInteger(position), -1, items.length)
    return items[at] ?? null
  }
  if (Array.isArray(key)) {
    if (value === null) return null
    return Array.isArray(value) ? occurrences(value, key) : fail(`expected an array but got: ${typeOf(value)}`)
  }
  if (isMap(key)) {
    if (value === null) return null
    const [from, to] = [getKey(key, 'start'), getKey(key, 'end')]
    if (from === undefined || to === undefined) return fail('expected "start" and "end" for slicing')
    return sliced(value, from, to)
  }
  return fail(`cannot index ${typeOf(value)} with ${typeOf(key)}`)
}

export function sliced(value: Json, from: Json, to: Json): Json {
  if (value === null) return null
  if (typeof value === 'string') {
    const runes = Array.from(value)
    const [start, end] = sliceBounds(runes.length, from, to)
    return runes.slice(start, end).join('')
  }
  if (!Array.isArray(value)) return fail(`expected an array but got: ${typeOf(value)}`)
  const [start, end] = sliceBounds(value.length, from, to)
  return value.slice(start, end)
}

export function sliceBounds(length: number, from: Json, to: Json): [number, number] {
  const bound = (value: Json, round: (n: number) => number): number =>
    toInteger(round(toNumber(value) ?? fail(`expected a number for slicing but got: ${typeOf(value)}`)))
  const start = from === null ? 0 : clamp(bound(from, Math.trunc), 0, length)
  const end = to === null ? length : clamp(bound(to, Math.ceil), start, length)
  return [start, end]
}

/** Counts from the end when negative, and stays within the bounds. */
export function clamp(index: number, minimum: number, length: number): number {
  const at = index < 0 ? index + length : index
  return Math.max(minimum, Math.min(at, length))
}

export function toInteger(value: number): number {
  if (Number.isNaN(value)) return Number.MIN_SAFE_INTEGER
  return Math.trunc(Math.max(Number.MIN_SAFE_INTEGER, Math.min(value, Number.MAX_SAFE_INTEGER)))
}

export function occurrences(items: Json[], wanted: Json[]): number[] {
  const found: number[] = []
  if (wanted.length === 0) return found
  for (let at = 0; at + wanted.length <= items.length; at += 1) {
    if (orderLists(items.slice(at, at + wanted.length), wanted) === 0) found.push(at)
  }
  return found
}

/** JSON as jq prints it: sorted keys, no spaces. */
export function toJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(toJson).join(',')}]`
  if (isMap(value)) {
    return `{${sortedKeys(value)
      .map(key => `${quoted(key)}:${toJson(getKey(value, key) ?? null)}`)
      .join(',')}}`
  }
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'number') return String(value)
  if (Number.isNaN(value)) return 'null'
  const finite = Math.max(-Number.MAX_VALUE, Math.min(value, Number.MAX_VALUE))
  const size = Math.abs(finite)
  if (size === 0) return Object.is(finite, -0) ? '-0' : '0'
  if (size < 1e-6 || size >= 1e17) return finite.toExponential().replace(/e([+-])(\d)$/, 'e$10$2')
  return String(finite)
}

function quoted(text: string): string {
  return JSON.stringify(text).replaceAll('\x7f', '\\u007f')
}
