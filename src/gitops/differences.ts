import { compare } from '../values/finding.ts'
import { getKey, isMap, type Json, sameData } from '../values/json.ts'
import { escapeSegment, type Pointer } from '../values/pointer.ts'

/** Where two values differ: maps key by key, lists place by place, what only one side has as one path. */
export function differences(a: Json | undefined, b: Json | undefined): Pointer[] {
  const paths: Pointer[] = []
  addDifferences(a, b, '', paths)
  return paths.sort(compare)
}

function addDifferences(a: Json | undefined, b: Json | undefined, path: Pointer, paths: Pointer[]): void {
  if (a === b) return
  if (isMap(a) && isMap(b)) {
    for (const key of Object.keys(a)) {
      const [one, other] = [a[key], getKey(b, key)]
      if (one !== other) addDifferences(one, other, `${path}/${escapeSegment(key)}`, paths)
    }
    for (const key of Object.keys(b)) {
      if (!Object.hasOwn(a, key)) paths.push(`${path}/${escapeSegment(key)}`)
    }
  } else if (Array.isArray(a) && Array.isArray(b)) {
    for (let i = 0; i < Math.max(a.length, b.length); i += 1) addDifferences(a[i], b[i], `${path}/${i}`, paths)
  } else if (!sameData(a, b)) paths.push(path)
}
