import { getKey, isMap, type Json, type JsonMap } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'

/** A map inside a map, or an empty one. */
export function mapAt(map: JsonMap, ...keys: string[]): JsonMap {
  let value: Json | undefined = map
  for (const key of keys) value = isMap(value) ? getKey(value, key) : undefined
  return isMap(value) ? value : {}
}

export function listAt(map: JsonMap, key: string): Json[] {
  const value = getKey(map, key)
  return Array.isArray(value) ? value : []
}

/** The chart writes a spec into each of its objects; this is the one way in. */
export function specOf(manifest: Manifest): JsonMap {
  const { spec } = manifest
  return isMap(spec) ? spec : {}
}
