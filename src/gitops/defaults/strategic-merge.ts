import { getKey, isMap, type Json, type JsonMap, sameData, setKey } from '../../values/json.ts'
import type { Merge, Type } from './schema.ts'
import {
  deleteFromList,
  deletionsAndChanges,
  elementKind,
  elementOrder,
  type Faults,
  indexOf,
  listField,
  mapField,
  patchMarker,
  retainKeysKey,
  sortByOrder,
} from './strategic-diff.ts'

/** Both patches at once (`apply` is false: directives stay) or a patch put into an object (`apply`: they are followed). */
interface Mode {
  apply: boolean
}

/** The object after a strategic merge patch (Kubernetes 1.36, StrategicMergePatch in pkg/util/strategicpatch/patch.go). */
export function strategicMerge(object: JsonMap, patch: JsonMap, type: Type, faults: Faults): JsonMap {
  return mergeMaps(object, patch, type, { apply: true }, faults)
}

/** The patch of `kubectl apply`, see deletionsAndChanges. */
export function strategicThreeWay(
  original: JsonMap,
  modified: JsonMap,
  current: JsonMap,
  type: Type,
  faults: Faults,
): JsonMap {
  const [deletions, changes] = deletionsAndChanges(original, modified, current, type, faults)
  return mergeMaps(deletions, changes, type, { apply: false }, faults)
}

function mergeMaps(original: JsonMap, patch: JsonMap, type: Type, mode: Mode, faults: Faults): JsonMap {
  const directive = getKey(patch, patchMarker)
  if (directive !== undefined) {
    if (directive === 'delete') return {}
    if (directive !== 'replace') faults.push(`unknown patch type: ${String(directive)}`)
    return without(patch, patchMarker)
  }
  const out = applyRetainKeys({ ...original }, patch, mode, faults)
  const done = mergeOrderedLists(out, patch, type, mode, faults)
  for (const [key, value] of Object.entries(patch)) {
    if (done.has(key)) continue
    if (key.startsWith(deleteFromList)) {
      if (mode.apply) deleteItems(out, key.slice(deleteFromList.length + 1), value)
      else setKey(out, key, value)
    } else mergeField(out, key, value, type, mode, faults)
  }
  return out
}

function mergeField(out: JsonMap, key: string, value: Json, type: Type, mode: Mode, faults: Faults): void {
  const prior = getKey(out, key)
  if (value === null) {
    if (mode.apply) delete out[key]
    else setKey(out, key, null)
  } else if (isMap(prior) && isMap(value)) {
    const field = mapField(type, key)
    if (!field) faults.push(`unable to find api field for the json field "${key}"`)
    else if (field.merge.strategy === 'replace') setKey(out, key, value)
    else setKey(out, key, mergeMaps(prior, value, field.type, mode, faults))
  } else if (Array.isArray(prior) && Array.isArray(value)) {
    const field = listField(type, key)
    if (!field) faults.push(`unable to find api field for the json field "${key}"`)
    else setKey(out, key, mergeLists(prior, value, field.of, field.merge, mode, faults))
  } else {
    const kept = plain(value, mode.apply)
    if (kept === undefined) delete out[key]
    else setKey(out, key, kept)
  }
}

/** `$retainKeys` clears the keys that it does not name; two patches must agree on it. */
function applyRetainKeys(out: JsonMap, patch: JsonMap, mode: Mode, faults: Faults): JsonMap {
  const keys = getKey(patch, retainKeysKey)
  if (keys === undefined) return out
  if (!mode.apply) {
    const own = getKey(out, retainKeysKey)
    if (own !== undefined && !sameData(own, keys)) faults.push(`${retainKeysKey} of both patches differ`)
    else out[retainKeysKey] = keys
    return out
  }
  const kept = new Set(Array.isArray(keys) ? keys : [])
  for (const key of Object.keys(out)) if (!kept.has(key)) delete out[key]
  return out
}

/** Follows every `$setElementOrder/…` of the patch, together with the list it is about; returns the keys it took care of. */
function mergeOrderedLists(out: JsonMap, patch: JsonMap, type: Type, mode: Mode, faults: Faults): Set<string> {
  const done = new Set([retainKeysKey])
  for (const [key, order] of Object.entries(patch)) {
    if (!key.startsWith(elementOrder)) continue
    done.add(key)
    if (!mode.apply) {
      const own = getKey(out, key)
      if (own !== undefined && !sameData(own, order)) faults.push(`${key} of both patches differ`)
      out[key] = order
    }
    const name = key.slice(elementOrder.length + 1)
    const field = listField(type, name)
    const [prior, items] = [getKey(out, name), getKey(patch, name)]
    if (!field || !Array.isArray(order) || !isListOrAbsent(prior) || !isListOrAbsent(items)) {
      faults.push(`bad ${key}`)
      continue
    }
    const { of, merge } = field
    if (items && !inOrder(items, order, merge.key)) {
      faults.push(`the order in the patch list doesn't match ${key}`)
      continue
    }
    if (!prior && !items) continue
    const merged = !items ? prior : prior ? mergeLists(prior, items, of, merge, mode, faults) : plainList(items)
    if (elementKind(faults, prior ?? [], items ?? []) === undefined) faults.push(`no elements in ${name}`)
    const before = items && merge.key !== '' ? orderSeen(prior ?? [], items, merge.key) : (prior ?? [])
    setKey(out, name, arrange(merged ?? [], order, before, merge.key, faults))
    done.add(name)
  }
  return done
}

/**
 * The original deletes and appends in the live list's own memory, and then reads the order of the live list from it: it sees
 * items of the patch in the places of deleted ones.
 */
function orderSeen(prior: Json[], items: Json[], mergeKey: string): Json[] {
  const isDeletion = (item: Json) => isMap(item) && getKey(item, patchMarker) === 'delete'
  const deletions = items.filter(isDeletion)
  const kept = prior.filter(item => !deletions.some(deletion => sameKey(item, deletion, mergeKey)))
  const appended = items.filter(item => !isDeletion(item) && indexOf(kept, item, mergeKey) < 0)
  return [...kept, ...appended].slice(0, prior.length)
}

function mergeLists(prior: Json[], items: Json[], of: Type, merge: Merge, mode: Mode, faults: Faults): Json[] {
  if (merge.strategy !== 'merge') return items
  if (prior.length === 0 && items.length === 0) return prior
  const kind = elementKind(faults, prior, items)
  if (kind === null) return items
  if (kind === 'scalar') return arrange([...new Set([...prior, ...items])], items, prior, '', faults)
  if (merge.key === '') {
    faults.push('cannot merge lists without merge key')
    return items
  }
  let merged = [...prior]
  const added: Json[] = []
  for (const item of items.filter(isMap)) {
    const directive = getKey(item, patchMarker)
    if (directive === undefined) added.push(item)
    else if (directive === 'delete') merged = merged.filter(other => !sameKey(other, item, merge.key))
    else faults.push(`unknown patch type: ${String(directive)}`)
  }
  const before = [...merged]
  for (const item of added.filter(isMap)) {
    const place = merged.findIndex(other => sameKey(other, item, merge.key))
    const other = merged[place]
    if (isMap(other)) merged[place] = mergeMaps(other, item, of, mode, faults)
    else merged.push(item)
  }
  return arrange(merged, added, before, merge.key, faults)
}

/** Items of the patch in the order wanted, with those that only the object has between them where they were. */
function arrange(merged: Json[], order: Json[], before: Json[], mergeKey: string, faults: Faults): Json[] {
  const ordered = sortByOrder(
    merged.filter(item => indexOf(order, item, mergeKey) >= 0),
    order,
    mergeKey,
    faults,
  )
  const others = sortByOrder(
    merged.filter(item => indexOf(order, item, mergeKey) < 0),
    before,
    mergeKey,
    faults,
  )
  const out: Json[] = []
  let [i, j] = [0, 0]
  while (i < others.length || j < ordered.length) {
    const [other, wanted] = [others[i], ordered[j]]
    if (other === undefined || (wanted !== undefined && !comesBefore(other, wanted, before, mergeKey))) {
      out.push(wanted as Json)
      j++
    } else {
      out.push(other)
      i++
    }
  }
  return out
}

function comesBefore(left: Json, right: Json, order: Json[], mergeKey: string): boolean {
  const place = indexOf(order, left, mergeKey)
  return place >= 0 && place < indexOf(order, right, mergeKey)
}

function inOrder(items: Json[], order: Json[], mergeKey: string): boolean {
  const list = items.filter(item => !(isMap(item) && Object.hasOwn(item, patchMarker)))
  if (order.length === 0 || list.length === 0) return true
  let i = 0
  for (const wanted of order) {
    const item = list[i]
    if (item !== undefined && (isMap(item) ? sameKey(item, wanted, mergeKey) : item === wanted)) i++
  }
  return i === list.length
}

function sameKey(a: Json, b: Json, mergeKey: string): boolean {
  return isMap(a) && isMap(b) && Object.hasOwn(a, mergeKey) && getKey(a, mergeKey) === getKey(b, mergeKey)
}

function deleteItems(out: JsonMap, key: string, items: Json): void {
  const prior = getKey(out, key)
  if (Array.isArray(prior) && Array.isArray(items)) {
    setKey(
      out,
      key,
      prior.filter(item => !items.includes(item)),
    )
  }
}

/** A value that enters the object whole: without directives, and without nulls when it is applied. */
function plain(value: Json, dropNulls: boolean): Json | undefined {
  if (Array.isArray(value)) return plainList(value, dropNulls)
  if (!isMap(value)) return value
  if (Object.hasOwn(value, patchMarker)) return undefined
  const out: JsonMap = {}
  for (const [key, item] of Object.entries(value)) {
    const kept = item === null && dropNulls ? undefined : plain(item, dropNulls)
    if (kept !== undefined) setKey(out, key, kept)
  }
  return out
}

function plainList(list: Json[], dropNulls = false): Json[] {
  return list.map(item => plain(item, dropNulls)).filter(item => item !== undefined)
}

function isListOrAbsent(value: Json | undefined): value is Json[] | undefined {
  return value === undefined || Array.isArray(value)
}

function without(map: JsonMap, key: string): JsonMap {
  const { [key]: _, ...rest } = map
  return rest
}
