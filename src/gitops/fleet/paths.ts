import { compare } from '../../values/finding.ts'
import { getKey, isMap, type Json, type JsonMap, sameData } from '../../values/json.ts'
import { escapeSegment, type Pointer } from '../../values/pointer.ts'

/**
 * The fields that a merge patch names, as precise as the two sides allow: a patch holds lists whole, but where both lists are as
 * long the items that differ are told.
 */
export function changedPaths(live: JsonMap, patch: JsonMap, predicted: JsonMap = patch): Pointer[] {
  const paths: Pointer[] = []
  addPaths(live, patch, predicted, '', paths)
  return paths
}

function addPaths(live: JsonMap, patch: JsonMap, predicted: JsonMap, path: Pointer, out: Pointer[]): void {
  for (const key of Object.keys(patch).sort(compare)) {
    if (key.startsWith('$')) continue
    const [value, before, after] = [patch[key], getKey(live, key), getKey(predicted, key)]
    const here = `${path}/${escapeSegment(key)}`
    if (isMap(value) && isMap(before)) addPaths(before, value, isMap(after) ? after : value, here, out)
    else if (path === '' && isMap(value) && Object.keys(value).length > 0) addPaths({}, value, value, here, out)
    else addDifferences(before, after, here, out)
  }
}

function addDifferences(before: Json | undefined, after: Json | undefined, path: Pointer, out: Pointer[]): void {
  if (sameData(before, after)) return
  if (isMap(before) && isMap(after)) {
    for (const key of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compare)) {
      addDifferences(getKey(before, key), getKey(after, key), `${path}/${escapeSegment(key)}`, out)
    }
  } else if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    for (const [i, item] of before.entries()) addDifferences(item, after[i], `${path}/${i}`, out)
  } else out.push(path)
}
