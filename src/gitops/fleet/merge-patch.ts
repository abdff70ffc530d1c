import { getKey, isMap, type Json, type JsonMap, sameData, setKey } from '../../values/json.ts'

/** JSON merge patches (RFC 7386) as evanphx/json-patch makes and applies them. */
export function createMergePatch(original: JsonMap, modified: JsonMap): JsonMap {
  const patch: JsonMap = {}
  for (const key of Object.keys(modified)) {
    const next = modified[key] as Json
    const prior = getKey(original, key)
    if (isMap(prior) && isMap(next)) {
      const inner = createMergePatch(prior, next)
      if (Object.keys(inner).length > 0) setKey(patch, key, inner)
    } else if (!sameData(prior, next)) {
      setKey(patch, key, next)
    }
  }
  for (const key of Object.keys(original)) if (!Object.hasOwn(modified, key)) setKey(patch, key, null)
  return patch
}

export function mergePatch(document: JsonMap, patch: JsonMap): JsonMap {
  const out = { ...document }
  for (const [key, value] of Object.entries(patch)) {
    const prior = getKey(out, key)
    if (value === null) delete out[key]
    else if (prior === undefined || prior === null) setKey(out, key, withoutNulls(value))
    else if (isMap(prior)) setKey(out, key, isMap(value) ? mergePatch(prior, value) : value)
    else setKey(out, key, withoutNulls(value))
  }
  return out
}

/**
 * The three-way patch of a custom resource: what is new or other in `modified`, and nulls for what `original` had and for nulls
 * in `modified` (Kubernetes 1.36, apimachinery pkg/util/jsonmergepatch/patch.go).
 */
export function threeWayMergePatch(original: JsonMap, modified: JsonMap, current: JsonMap): JsonMap {
  const changes = changesOf(createMergePatch(current, modified))
  const deletions = deletionsOf(createMergePatch(original, modified))
  return mergePatch(deletions, changes)
}

function changesOf(patch: JsonMap): JsonMap {
  const out: JsonMap = {}
  for (const [key, value] of Object.entries(patch)) {
    if (!isMap(value)) {
      if (value !== null) setKey(out, key, value)
      continue
    }
    const inner = changesOf(value)
    if (Object.keys(inner).length > 0 || Object.keys(value).length === 0) setKey(out, key, inner)
  }
  return out
}

function deletionsOf(patch: JsonMap): JsonMap {
  const out: JsonMap = {}
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) setKey(out, key, null)
    else if (isMap(value)) {
      const inner = deletionsOf(value)
      if (Object.keys(inner).length > 0) setKey(out, key, inner)
    }
  }
  return out
}

/** The value without the keys that hold null; nulls in lists stay. */
export function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (!isMap(value)) return value
  const out: JsonMap = {}
  for (const [key, item] of Object.entries(value)) if (item !== null) setKey(out, key, withoutNulls(item))
  return out
}
