import { getKey, isMap, type Json, type JsonMap, sameData } from '../../values/json.ts'
import { difference, type FieldSet, intersection, isEmpty, newSet, setFromFields, union } from './field-set.ts'
import type { Shape } from './shape.ts'
import { fieldsIn, merge, withNamedFields, without } from './walk.ts'

/** One manager of an object and the fields it owns. */
export interface Manager {
  name: string
  apiVersion: string
  applies: boolean
  fields: FieldSet
}

/** The managers in `metadata.managedFields`. */
export function managersOf(object: JsonMap): Manager[] {
  const metadata = getKey(object, 'metadata')
  const entries = isMap(metadata) ? getKey(metadata, 'managedFields') : undefined
  return (Array.isArray(entries) ? entries : []).filter(isMap).map(entry => ({
    name: String(getKey(entry, 'manager') ?? ''),
    apiVersion: String(getKey(entry, 'apiVersion') ?? ''),
    applies: getKey(entry, 'operation') === 'Apply' && (getKey(entry, 'subresource') ?? '') === '',
    fields: setFromFields(getKey(entry, 'fieldsV1')) ?? newSet(),
  }))
}

/**
 * What the API server would make of a server-side apply with force (structured-merge-diff v6, merge/update.go, Apply); the live
 * object itself when nothing changes.
 */
export function apply(live: JsonMap, config: JsonMap, shape: Shape, managers: Manager[], name: string): JsonMap {
  const isOwn = (manager: Manager) => manager.name === name && manager.applies
  const merged = merge(live, config, shape) ?? null
  const own = managers.find(isOwn)?.fields
  const owned = managers
    .filter(manager => !isOwn(manager))
    .reduce((all, manager) => union(all, manager.fields), fieldsIn(config, shape))
  const result = own === undefined || isEmpty(own) ? merged : pruned(merged, shape, own, owned)
  return isMap(result) && !sameData(result, live) ? result : live
}

/** Without what was applied last time, is not now, and nobody owns (prune, addBackOwnedItems, addBackDanglingItems). */
function pruned(merged: Json, shape: Shape, last: FieldSet, owned: FieldSet): Json {
  const named = (set: FieldSet) => withNamedFields(set, shape)
  const all = named(fieldsIn(merged, shape))
  const bare = without(merged, named(last), shape)
  const kept = without(merged, difference(all, union(named(fieldsIn(bare, shape)), named(owned))), shape)
  const gone = difference(all, named(fieldsIn(kept, shape)))
  return without(merged, intersection(gone, named(last)), shape)
}
