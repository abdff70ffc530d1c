import { getKey, isMap, type Json, type JsonMap, sameData, setKey } from '../../values/json.ts'
import { valueAt } from '../../values/pointer.ts'

/** An operation of RFC 6902. */
export interface PatchOperation {
  op?: string
  path?: string
  from?: string
  value?: Json
}

export type Outcome<T> = { done: T } | { error: string }
type Container = Json[] | JsonMap

/**
 * One operation as evanphx/json-patch 5.9.11 (v4 API) applies it, which Fleet 0.16 uses: `replace` creates a missing key,
 * negative list indices count from the end, a missing value is null.
 */
export function applyOperation(document: JsonMap, { op = '', path, from, value }: PatchOperation): Outcome<JsonMap> {
  const leaf = Object.hasOwn(leaves, op) ? leaves[op] : undefined
  if (leaf) return path ? edit(document, path, leaf, value) : { error: `${op} has no path` }
  if (op !== 'move' && op !== 'copy') return { error: `unexpected op: ${op || 'none'}` }
  if (!from || !path) return { error: `${op} has no ${from ? 'path' : 'from'}` }
  const moved = valueAt(document, from)
  const left = op === 'move' || moved === undefined ? edit(document, from, remove, undefined) : { done: document }
  return 'error' in left ? left : edit(left.done, path, add, moved)
}

/** Removes what a pointer names (the empty pointer names nothing). */
export function removeAt(document: JsonMap, path: string): Outcome<JsonMap> {
  return edit(document, path, remove, undefined)
}

type Leaf = (container: Container, key: string, value: Json | undefined) => Outcome<Container>

const leaves: Record<string, Leaf> = { add, remove, replace, test }

function edit(document: JsonMap, path: string, leaf: Leaf, value: Json | undefined): Outcome<JsonMap> {
  const parts = path.split('/').slice(1)
  if (parts.length === 0) return { error: `the document is missing path "${path}"` }
  const keys = parts.map(part => (part.includes('~') ? part.replaceAll('~1', '/').replaceAll('~0', '~') : part))
  const result = editAt(document, keys, path, leaf, value)
  if ('error' in result) return result
  return isMap(result.done) ? { done: result.done } : { error: 'the document is a list' }
}

function editAt(container: Container, keys: string[], path: string, leaf: Leaf, value?: Json): Outcome<Container> {
  const [key = '', ...rest] = keys
  if (rest.length === 0) return leaf(container, key, value)
  const next = read(container, key)
  if (!Array.isArray(next) && !isMap(next)) return { error: `the document is missing path "${path}"` }
  const result = editAt(next, rest, path, leaf, value)
  return 'error' in result ? result : { done: write(container, key, result.done) }
}

function add(container: Container, key: string, value: Json = null): Outcome<Container> {
  if (isMap(container)) return { done: write(container, key, value) }
  const place = key === '-' ? container.length : index(key, container.length + 1)
  return place === null ? badIndex(key) : { done: container.toSpliced(place, 0, value) }
}

function remove(container: Container, key: string): Outcome<Container> {
  if (isMap(container)) {
    if (!Object.hasOwn(container, key)) return { error: `unable to remove nonexistent key "${key}"` }
    const { [key]: _, ...rest } = container
    return { done: rest }
  }
  const place = index(key, container.length)
  return place === null ? badIndex(key) : { done: container.toSpliced(place, 1) }
}

function replace(container: Container, key: string, value: Json = null): Outcome<Container> {
  if (!isMap(container) && index(key, container.length) === null) return badIndex(key)
  return { done: write(container, key, value) }
}

function test(container: Container, key: string, value: Json | undefined): Outcome<Container> {
  if (!isMap(container) && index(key, container.length) === null) return badIndex(key)
  const found = read(container, key) ?? null
  return sameData(found, value ?? null) ? { done: container } : { error: `testing "${key}" failed` }
}

function read(container: Container, key: string): Json | undefined {
  if (isMap(container)) return getKey(container, key)
  const place = index(key, container.length)
  return place === null ? undefined : container[place]
}

function write(container: Container, key: string, value: Json): Container {
  if (isMap(container)) {
    const copy = { ...container }
    setKey(copy, key, value)
    return copy
  }
  return container.with(index(key, container.length) ?? 0, value)
}

function index(key: string, length: number): number | null {
  if (!/^[+-]?\d+$/.test(key)) return null
  const place = Number(key)
  return place < length && place >= -length ? (place < 0 ? place + length : place) : null
}

function badIndex(key: string): { error: string } {
  return { error: `unable to access index "${key}"` }
}
