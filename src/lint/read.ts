import type { Json, JsonMap } from '../values/json.ts'
import { getKey, isMap } from '../values/json.ts'

// Fields of objects that nobody has checked yet: what is of another type is not there, and for others to complain about.

export function textAt(map: JsonMap, key: string): string | undefined {
  const value = getKey(map, key)
  return typeof value === 'string' ? value : undefined
}

export function numberAt(map: JsonMap, key: string): number | undefined {
  const value = getKey(map, key)
  return typeof value === 'number' ? value : undefined
}

export function mapsAt(map: JsonMap, key: string): JsonMap[] {
  const value = getKey(map, key)
  return Array.isArray(value) ? value.map(item => (isMap(item) ? item : {})) : []
}

/** The texts of a list, each with its place in it. */
export function textsAt(map: JsonMap, key: string): { text: string; index: number }[] {
  const value = getKey(map, key)
  if (!Array.isArray(value)) return []
  return value.flatMap((item, index) => (typeof item === 'string' ? [{ text: item, index }] : []))
}

/** A map of texts: labels, annotations, selectors. */
export function labelsAt(map: JsonMap, ...keys: string[]): Record<string, string> {
  let value: Json | undefined = map
  for (const key of keys) value = isMap(value) ? getKey(value, key) : undefined
  const entries = Object.entries(isMap(value) ? value : {})
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}
