import { parse } from 'yaml'
import { isMap, type Json } from '../../src/values/json.ts'

/** Reads YAML with integers exact. Merge keys stay keys: the writer quotes them. */
export function read(text: string, version: '1.1' | '1.2' = '1.2'): Json {
  return parse(text, { version, intAsBigInt: true, merge: false })
}

/** Equal data, keys in any order. An integer that was given as a number may come back as a bigint. */
export function same(a: unknown, b: unknown): boolean {
  if (typeof a !== typeof b && isNumber(a) && isNumber(b)) return Object.is(Number(a), Number(b))
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]))
  if (!isMap(a) || !isMap(b)) return Object.is(a, b)
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every(key => Object.hasOwn(b, key) && same(a[key], b[key]))
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'bigint' || typeof value === 'number'
}
