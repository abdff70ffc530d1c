import { isMap, type Json, type JsonMap, sameData, setKey } from '../../values/json.ts'
import { dataOf, type Manifest } from '../../values/manifest.ts'
import { type Pointer, segments, valueAt } from '../../values/pointer.ts'
import { type FieldConflict, predictConflicts } from '../fleet/conflicts.ts'
import { managers } from '../ownership/table.ts'
import type { Contested, ContestedField } from './contested.ts'

/** What stops a server-side apply of Git over a live object: fields that its controller has made different. */
export function conflictsWith(live: Manifest, { manifest, fields, owner }: Contested): FieldConflict[] {
  const written = writtenBy(dataOf(live), dataOf(manifest), fields)
  return predictConflicts(manifest, [{ manager: managers[owner.controller], fields: written }])
}

/** Labels and annotations are removed, not set: nobody else owns them then. */
function writtenBy(live: JsonMap, git: JsonMap, fields: readonly ContestedField[]): JsonMap {
  const out: JsonMap = {}
  for (const { path } of fields) {
    const [value, own] = [valueAt(live, path), valueAt(git, path)]
    if (value !== undefined && !path.startsWith('/metadata/') && !sameData(value, own)) put(out, path, value)
  }
  return out
}

function put(object: JsonMap, path: Pointer, value: Json): void {
  const keys = segments(path)
  const last = keys.pop() ?? ''
  let holder = object
  for (const key of keys) {
    const next = holder[key]
    const map = isMap(next) ? next : {}
    setKey(holder, key, map)
    holder = map
  }
  setKey(holder, last, value)
}
