import { getKey, isMap, type Json } from '../../values/json.ts'
import { dataOf, type Manifest } from '../../values/manifest.ts'
import { type Pointer, segments } from '../../values/pointer.ts'
import { managersOf } from '../structured/apply.ts'
import type { FieldSet } from '../structured/field-set.ts'

/** Who wrote a field, by the managedFields of the object; kubectl leaves them out without --show-managed-fields. */
export function fieldManagers(live: Manifest, path: Pointer): string[] {
  const object = dataOf(live)
  const names = managersOf(object)
    .filter(({ fields }) => reaches(fields, object, segments(path)))
    .map(({ name }) => name)
  return [...new Set(names)]
}

/** Does a set hold the field, a list or map that it is in as a whole, or something in it? */
function reaches(set: FieldSet, value: Json | undefined, [key, ...rest]: string[]): boolean {
  if (key === undefined) return true
  if (isMap(value)) {
    const step = `f:${key}`
    const child = set.children.get(step)
    return child ? reaches(child, getKey(value, key), rest) : set.members.has(step)
  }
  if (!Array.isArray(value)) return false
  const item = value[Number(key)]
  return [...set.children].some(([step, child]) => leadsTo(step, item) && reaches(child, item, rest))
}

/** `k:{"name":"web"}` leads to the item with that name. */
function leadsTo(step: string, item: Json | undefined): boolean {
  if (!step.startsWith('k:') || !isMap(item)) return false
  const keys: Json = JSON.parse(step.slice(2))
  return isMap(keys) && Object.entries(keys).every(([name, value]) => getKey(item, name) === value)
}
