import { createMergePatch } from '../../gitops/fleet/merge-patch.ts'
import { getKey, isMap, type Json, type JsonMap, sameData, setKey } from '../../values/json.ts'

/** A merge patch (RFC 7396), or why there is none: it cannot set a field to null, because null means to remove it. */
export function mergePatchOf(before: JsonMap, after: JsonMap): { patch: JsonMap } | { why: string } {
  const patch = createMergePatch(before, after)
  if (sameData(applyMergePatch(before, patch), after)) return { patch }
  return { why: 'the object has a field that is null, and a merge patch takes null for a field that goes' }
}

/** RFC 7396, section 2. */
export function applyMergePatch(target: Json | undefined, patch: Json): Json {
  if (!isMap(patch)) return patch
  const out: JsonMap = {}
  if (isMap(target)) for (const [key, value] of Object.entries(target)) setKey(out, key, value)
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete out[key]
    else setKey(out, key, applyMergePatch(getKey(out, key), value))
  }
  return out
}
