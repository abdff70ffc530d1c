import { getKey, isMap, type Json, sameData } from './json.ts'
import { escapeSegment, type Pointer, pointer } from './pointer.ts'

/** One place where two versions of some data differ; undefined means absent. */
export interface DataChange {
  path: Pointer
  before: Json | undefined
  after: Json | undefined
}

/** The smallest differences: maps are compared key by key (of `before`, then new ones), lists by index. */
export function changesBetween(before: Json | undefined, after: Json | undefined, path: Pointer = ''): DataChange[] {
  if (sameData(before, after)) return []
  if (isMap(before) && isMap(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return keys.flatMap(key => changesBetween(getKey(before, key), getKey(after, key), `${path}/${escapeSegment(key)}`))
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length)
    return Array.from({ length }, (_, i) => changesBetween(before[i], after[i], path + pointer(i))).flat()
  }
  return [{ path, before, after }]
}
