import { compare } from '../../values/finding.ts'
import { getKey, isMap, type Json, type JsonMap, sameData, setKey } from '../../values/json.ts'
import { fieldOf, fieldsOf, type Merge, type Type } from './schema.ts'

/**
 * Strategic merge patches as Kubernetes 1.36 makes them (apimachinery pkg/util/strategicpatch/patch.go): lists of the built-in
 * types are compared by their keys, and a patch speaks in directives (`$patch`, `$setElementOrder/…`, `$retainKeys`).
 * Where the original returns an error, a text is added to `faults` and the result means nothing.
 */
export type Faults = string[]

export interface DiffOptions {
  ignoreChanges?: boolean
  ignoreDeletions?: boolean
  retainKeys?: boolean
}

/** A patch in the making. */
interface Diff {
  patch: JsonMap
  type: Type
  options: DiffOptions
  faults: Faults
}

export const deleteFromList = '$deleteFromPrimitiveList'
export const elementOrder = '$setElementOrder'
export const retainKeysKey = '$retainKeys'
export const patchMarker = '$patch'

/** What turns `original` into `modified`. */
export function strategicDiff(
  original: JsonMap,
  modified: JsonMap,
  type: Type,
  options: DiffOptions,
  faults: Faults,
): JsonMap {
  const patch: JsonMap = {}
  const diff = { patch, type, options, faults }
  for (const key of Object.keys(modified)) {
    const next = modified[key] as Json
    const prior = getKey(original, key)
    if (prior === undefined) {
      if (!options.ignoreChanges) setKey(patch, key, next)
    } else if (key === patchMarker && typeof prior === 'string' && typeof next === 'string') {
      if (prior !== next) patch[key] = next
    } else if (isMap(prior) && isMap(next)) {
      diffMapField(key, prior, next, diff)
    } else if (Array.isArray(prior) && Array.isArray(next)) {
      diffListField(key, prior, next, diff)
    } else if (!options.ignoreChanges && !sameData(prior, next)) {
      setKey(patch, key, next)
    }
  }
  if (!options.ignoreDeletions) {
    for (const key of Object.keys(original)) if (!Object.hasOwn(modified, key)) setKey(patch, key, null)
  }
  if (options.retainKeys) addRetainKeys(original, modified, patch)
  return patch
}

/**
 * The patch of `kubectl apply` (CreateThreeWayMergePatch with overwrite): what differs from `modified` in `current`, and the
 * deletion of what `original` had and `modified` has not. Its merging of the two is in strategic-merge.ts.
 */
export function deletionsAndChanges(
  original: JsonMap,
  modified: JsonMap,
  current: JsonMap,
  type: Type,
  faults: Faults,
): [deletions: JsonMap, changes: JsonMap] {
  const changes = strategicDiff(current, modified, type, { ignoreDeletions: true }, faults)
  return [strategicDiff(original, modified, type, { ignoreChanges: true }, faults), changes]
}

/** Type and merge rules of a map-valued field; null where the type has no such field (maps of scalars have none). */
export function mapField(type: Type, key: string): { type: Type; merge: Merge } | null {
  return (type.is === 'struct' && fieldOf(fieldsOf(type.name), key)) || null
}

/** Type of the elements and merge rules of a list-valued field. */
export function listField(type: Type, key: string): { of: Type; merge: Merge } | null {
  const field = mapField(type, key)
  return field && field.type.is === 'list' ? { of: field.type.of, merge: field.merge } : null
}

/** The place of an item in a list, by merge key or, for scalars, by value. */
export function indexOf(list: Json[], item: Json, mergeKey: string): number {
  if (!isMap(item)) return list.indexOf(item)
  const key = getKey(item, mergeKey)
  return list.findIndex(other => isMap(other) && getKey(other, mergeKey) === key)
}

/** Puts items in the order of a list; those with `$patch` last. */
export function sortByOrder(items: Json[], order: Json[], mergeKey: string, faults: Faults): Json[] {
  if (!hasMergeKeys(mergeKey, faults, items, order)) return items
  const isDirective = (item: Json) => isMap(item) && getKey(item, patchMarker) === 'delete'
  const places = new Map(items.map(item => [item, indexOf(order, item, mergeKey)]))
  const place = (item: Json) => places.get(item) ?? -1
  const kept = items.filter(item => !isDirective(item)).sort((a, b) => place(a) - place(b))
  return [...kept, ...items.filter(isDirective)]
}

/** One kind of elements in all lists, no lists in lists. Undefined for empty lists, null (and a fault) otherwise. */
export function elementKind(faults: Faults, ...lists: Json[][]): 'map' | 'scalar' | null | undefined {
  let kind: string | undefined
  for (const list of lists) {
    for (const item of list) {
      const own = isMap(item) ? 'map' : Array.isArray(item) ? 'list' : item === null ? 'null' : typeof item
      kind ??= own
      if (own === 'list' || own === 'null' || own !== kind) {
        faults.push(own === 'list' ? 'lists of lists are not supported' : 'list element types are not identical')
        return null
      }
    }
  }
  return kind === undefined || kind === 'map' ? kind : 'scalar'
}

function diffMapField(key: string, prior: JsonMap, next: JsonMap, { patch, type, options, faults }: Diff): void {
  const field = mapField(type, key)
  if (!field) {
    if (!sameData(prior, next)) faults.push(unknownField(type, key))
    return
  }
  if (field.merge.strategy === 'replace') {
    if (!options.ignoreChanges) setKey(patch, key, next)
    return
  }
  const inner = strategicDiff(prior, next, field.type, { ...options, retainKeys: field.merge.retainKeys }, faults)
  if (Object.keys(inner).length > 0) setKey(patch, key, inner)
}

function diffListField(key: string, prior: Json[], next: Json[], { patch, type, options, faults }: Diff): void {
  const field = listField(type, key)
  if (!field) {
    if (!sameData(prior, next)) faults.push(unknownField(type, key))
    return
  }
  if (field.merge.strategy !== 'merge') {
    if (!options.ignoreChanges && !sameData(prior, next)) setKey(patch, key, next)
    return
  }
  if (prior.length === 0) {
    if (next.length > 0 && !options.ignoreChanges) setKey(patch, key, next)
    return
  }
  const kind = elementKind(faults, prior, next)
  const mergeKey = field.merge.key
  if (kind === 'map') {
    const inner = { ...options, retainKeys: field.merge.retainKeys }
    const list = diffMaps(prior, next, field.of, mergeKey, inner, faults)
    if (list.length > 0) setKey(patch, key, list)
    const reordered = !options.ignoreChanges && !sameOrder(prior, next, mergeKey)
    if (next.length > 0 && (list.length > 0 || reordered)) {
      const order = next.map(item => ({ [mergeKey]: isMap(item) ? (getKey(item, mergeKey) ?? null) : null }))
      setKey(patch, `${elementOrder}/${key}`, order)
    }
  } else if (kind === 'scalar') {
    const { added, removed } = diffScalars(prior, next)
    const add = options.ignoreChanges ? [] : sortByOrder(added, next, '', faults)
    const remove = options.ignoreDeletions ? [] : [...new Set(removed)]
    if (add.length > 0) setKey(patch, key, add)
    if (remove.length > 0) setKey(patch, `${deleteFromList}/${key}`, remove)
    // the original sorts the prior list in place before it compares the two
    const reordered = !options.ignoreChanges && !sameData([...prior].sort(byText), next)
    if (next.length > 0 && (remove.length > 0 || reordered)) {
      setKey(patch, `${elementOrder}/${key}`, next)
    }
  }
}

/** Elements with the same key are compared in the order of sorting, as the original does when keys are not unique. */
function diffMaps(
  prior: Json[],
  next: Json[],
  of: Type,
  mergeKey: string,
  options: DiffOptions,
  faults: Faults,
): Json[] {
  if (!hasMergeKeys(mergeKey, faults, prior, next)) return []
  const [olds, news] = [sortByKey(prior, mergeKey), sortByKey(next, mergeKey)]
  const changed: Json[] = []
  const deleted: Json[] = []
  let [i, j] = [0, 0]
  while (i < olds.length || j < news.length) {
    const [old, now] = [olds[i], news[j]]
    const order = !old ? 1 : !now ? -1 : compare(old.text, now.text)
    if (old && now && order === 0) {
      const inner = strategicDiff(old.map, now.map, of, options, faults)
      if (Object.keys(inner).length > 0) changed.push({ ...inner, [mergeKey]: now.key })
      i++
      j++
    } else if (now && order > 0) {
      if (!options.ignoreChanges) changed.push(now.map)
      j++
    } else if (old) {
      if (!options.ignoreDeletions) deleted.push({ [mergeKey]: old.key, [patchMarker]: 'delete' })
      i++
    }
  }
  return [...sortByOrder(changed, next, mergeKey, faults), ...deleted]
}

function sortByKey(list: Json[], mergeKey: string): { map: JsonMap; key: Json; text: string }[] {
  const entries = list.filter(isMap).map(map => {
    const key = getKey(map, mergeKey) ?? null
    return { map, key, text: key === null ? '<nil>' : String(key) }
  })
  // Go's sort.Sort with "not greater" as less: an insertion sort that turns equal elements around
  for (let i = 1; i < entries.length; i++) {
    for (let j = i; j > 0; j--) {
      const [left, right] = [entries[j - 1], entries[j]]
      if (!left || !right || right.text > left.text) break
      entries[j - 1] = right
      entries[j] = left
    }
  }
  return entries
}

function byText(a: Json, b: Json): number {
  return compare(String(a), String(b))
}

function diffScalars(prior: Json[], next: Json[]): { added: Json[]; removed: Json[] } {
  const [olds, news] = [[...prior].sort(byText), [...next].sort(byText)]
  const added: Json[] = []
  const removed: Json[] = []
  let [i, j] = [0, 0]
  while (i < olds.length || j < news.length) {
    const order = i >= olds.length ? 1 : j >= news.length ? -1 : byText(olds[i] as Json, news[j] as Json)
    if (order > 0) added.push(news[j++] as Json)
    else if (order < 0) removed.push(olds[i++] as Json)
    else [i, j] = [i + 1, j + 1]
  }
  return { added, removed }
}

function sameOrder(prior: Json[], next: Json[], mergeKey: string): boolean {
  return (
    prior.length === next.length &&
    prior.every((item, i) => {
      const other = next[i]
      return isMap(item) && isMap(other) && getKey(item, mergeKey) === getKey(other, mergeKey)
    })
  )
}

function hasMergeKeys(mergeKey: string, faults: Faults, ...lists: Json[][]): boolean {
  for (const list of lists) {
    for (const item of list) {
      if (!isMap(item) || Object.hasOwn(item, mergeKey)) continue
      faults.push(`map does not contain declared merge key: ${mergeKey}`)
      return false
    }
  }
  return true
}

function addRetainKeys(original: JsonMap, modified: JsonMap, patch: JsonMap): void {
  const kept = Object.keys(modified).filter(key => modified[key] !== null)
  const added = Object.keys(original).some(key => original[key] !== null && !Object.hasOwn(modified, key))
  if (kept.length > 0 && (Object.keys(patch).length > 0 || added)) patch[retainKeysKey] = kept.sort(compare)
}

function unknownField(type: Type, key: string): string {
  const name = type.is === 'struct' ? `struct ${type.name}` : `a ${type.is}`
  return `unable to find api field in ${name} for the json field "${key}"`
}
