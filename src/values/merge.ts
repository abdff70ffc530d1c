import { getKey, isMap, type Json, type JsonMap, setKey } from './json.ts'

/** What a null in a values layer does: see `--null-semantics`. */
export type NullSemantics = 'devtron' | 'helm3' | 'helm4'

/** One values file over another as Helm does it: maps merge, everything else replaces, a null stays a null for now. */
export function mergeFiles(base: JsonMap, over: JsonMap): JsonMap {
  const out = { ...base }
  for (const key of Object.keys(over)) {
    const value = over[key] as Json
    const below = getKey(out, key)
    setKey(out, key, isMap(value) && isMap(below) ? mergeFiles(below, value) : value)
  }
  return out
}

/** RFC 7396, as Devtron merges its layers: a null removes the key, also where there is nothing to remove. */
export function mergePatch(base: Json | undefined, patch: JsonMap): JsonMap {
  const out = isMap(base) ? { ...base } : {}
  for (const key of Object.keys(patch)) {
    const value = patch[key] as Json
    if (value === null) delete out[key]
    else setKey(out, key, isMap(value) ? patchedMap(getKey(out, key), value) : value)
  }
  return out
}

/** Most maps of a values file are patched over nothing and hold no null: these stay what they are. */
function patchedMap(base: Json | undefined, patch: JsonMap): JsonMap {
  return !isMap(base) && !holdsNull(patch) ? patch : mergePatch(base, patch)
}

function holdsNull(map: JsonMap): boolean {
  for (const key in map) {
    const value = map[key]
    if (value === null || (isMap(value) && holdsNull(value))) return true
  }
  return false
}

/**
 * The user's values over the chart's defaults. A null of the user's removes the default; a null where the chart has no such
 * key stays (Helm 3.17, pkg/chartutil/coalesce.go; Helm 4.2, pkg/chart/common/util/coalesce.go). Helm 4 also drops the
 * chart's own nulls; below the top level a null over a null default therefore stays, where Helm 3 removes it.
 */
export function coalesce(values: JsonMap, defaults: JsonMap, helm: 'helm3' | 'helm4'): JsonMap {
  const beneath = helm === 'helm3' ? defaults : withoutNullsBelow(defaults)
  const out = coalesceTable(values, beneath)
  if (helm === 'helm4') for (const key of Object.keys(beneath)) if (getKey(out, key) === null) delete out[key]
  return out
}

function coalesceTable(values: JsonMap, defaults: JsonMap): JsonMap {
  const out = { ...values }
  for (const key of Object.keys(defaults)) {
    const fallback = defaults[key] as Json
    const value = getKey(out, key)
    if (value === undefined) setKey(out, key, fallback)
    else if (value === null) delete out[key]
    else if (isMap(value) && isMap(fallback)) setKey(out, key, coalesceTable(value, fallback))
  }
  return out
}

function withoutNullsBelow(map: JsonMap): JsonMap {
  const out: JsonMap = {}
  for (const key of Object.keys(map)) {
    const value = map[key] as Json
    setKey(out, key, isMap(value) ? withoutNulls(value) : value)
  }
  return out
}

function withoutNulls(map: JsonMap): JsonMap {
  const out: JsonMap = {}
  for (const key of Object.keys(map)) {
    const value = map[key] as Json
    if (value !== null) setKey(out, key, isMap(value) ? withoutNulls(value) : value)
  }
  return out
}
