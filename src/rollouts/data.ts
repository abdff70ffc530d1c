import { isMap, type JsonMap } from '../values/json.ts'
import type { Manifest } from '../values/manifest.ts'

/** The spec of an object of any kind. */
export function specOf(manifest: Manifest | null | undefined): JsonMap {
  const spec = manifest?.['spec']
  return isMap(spec) ? spec : {}
}

/** The maps of a list. */
export function mapsOf(value: unknown): JsonMap[] {
  return Array.isArray(value) ? value.filter(isMap) : []
}
