import { isMap, type Json, type JsonMap, setKey } from '../../values/json.ts'
import { type Pointer, segments } from '../../values/pointer.ts'
import { childNode, type Node, said } from '../../values/schema.ts'

/** The data with another value at a path, or without it; what is not on the way there is shared. */
export function withValue(data: JsonMap, path: Pointer, value: Json | undefined): JsonMap {
  const changed = put(data, segments(path), value)
  return isMap(changed) ? changed : {}
}

function put(holder: Json | undefined, [key, ...rest]: string[], value: Json | undefined): Json | undefined {
  if (key === undefined) return value
  if (Array.isArray(holder)) {
    const items = [...holder]
    const item = put(items[Number(key)], rest, value)
    if (item === undefined) items.splice(Number(key), 1)
    else items[Number(key)] = item
    return items
  }
  const map = isMap(holder) ? { ...holder } : {}
  const member = put(map[key], rest, value)
  if (member === undefined) delete map[key]
  else setKey(map, key, member)
  return map
}

/**
 * Other values to put in the place of one, to see what becomes different: of the same kind first, so that no more changes than
 * must. Undefined is no value at all.
 */
export function* alternatives(value: Json | undefined, node: Node): Generator<Json | undefined> {
  for (const choice of (said(node, 'enum') ?? []) as Json[]) if (choice !== value && choice !== null) yield choice
  if (isEmpty(value)) yield* ofNothing(node)
  else if (typeof value === 'boolean') yield !value
  else if (typeof value === 'number') yield* [value * 2, value + 1, Math.floor(value / 2), value - 1, value / 2]
  else if (typeof value === 'bigint') yield value + 1n
  else if (typeof value === 'string') yield* ofText(value)
  else if (Array.isArray(value)) yield* [value.slice(0, -1), []]
  else if (isMap(value)) yield* ofMap(value, node)
  if (value !== undefined) yield undefined
}

function isEmpty(value: Json | undefined): value is undefined | null | '' | [] {
  if (value === undefined || value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

function* ofText(text: string): Generator<Json> {
  const amount = /^(\d+)([a-zA-Z]+)$/.exec(text)
  if (amount) yield `${Number(amount[1]) * 2}${amount[2]}`
  if (/^\d+$/.test(text)) yield String(Number(text) + 1)
  if (text.startsWith('/')) yield '/other'
  yield* [`other-${text}`, `${text}-other`, `${text}other`, 'other']
}

/** None of it, or another value for one of its keys. */
function* ofMap(map: JsonMap, node: Node): Generator<Json> {
  yield {}
  for (const key of Object.keys(map)) {
    for (const other of alternatives(map[key], childNode(node, key))) {
      if (other === undefined) continue
      yield { ...map, [key]: other }
      break
    }
  }
}

/** The schema's own examples are the best guesses; a map is made of the keys that it needs and one more. */
function* ofNothing(node: Node, depth = 0): Generator<Json> {
  yield* (said(node, 'examples') ?? []) as Json[]
  const { types, keys } = node
  if (types.includes('boolean')) yield* [true, false]
  if (types.includes('integer') || types.includes('number')) yield* [1, 10, 8080]
  if (types.includes('string')) yield* ['other', '15s', '/other', 'http://other/']
  if (depth > 2) return
  if (types.includes('array')) for (const item of ofNothing(childNode(node, '0'), depth + 1)) yield [item]
  if (!types.includes('object')) return
  const needed = said(node, 'required') ?? []
  const base = Object.fromEntries(needed.map(key => [key, first(childNode(node, key), depth)]))
  if (needed.length > 0) yield base
  for (const key of keys.length > 0 ? keys : ['other']) yield { ...base, [key]: first(childNode(node, key), depth) }
}

function first(node: Node, depth: number): Json {
  const [value = null] = ofNothing(node, depth + 1)
  return value
}
