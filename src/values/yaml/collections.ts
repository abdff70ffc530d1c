import { holdsKey, isMap, type Json, type JsonMap, setKey, typeName } from '../json.ts'
import { count } from './anchors.ts'
import { quoted } from './fault.ts'
import type { Located, LocatedEntry, Parser } from './parser.ts'
import { fail } from './scanner.ts'

/** A list while its items are read. */
export interface OpenList {
  value: Json[]
  items: Located[] | null
}

export function openList(p: Parser): OpenList {
  return { value: [], items: p.places ? [] : null }
}

export function addItem(list: OpenList, node: Located): void {
  list.value.push(node.value)
  list.items?.push(node)
}

export function listNode({ value, items }: OpenList, start: number, end: number): Located {
  return items === null ? { value, start, end } : { value, start, end, items }
}

export interface Key {
  text: string
  /** `<<`: the entries of the value become the map's own. */
  merges: boolean
  start: number
  end: number
}

/** A map while its entries are read. */
export interface OpenMap {
  value: JsonMap
  entries: Map<string, LocatedEntry> | null
  /** The keys that only a merge has set so far. */
  merged: Set<string> | null
}

export function openMap(p: Parser): OpenMap {
  return { value: {}, entries: p.places ? new Map() : null, merged: null }
}

export function mapNode({ value, entries }: OpenMap, start: number, end: number): Located {
  return entries === null ? { value, start, end } : { value, start, end, entries }
}

export function addEntry(p: Parser, map: OpenMap, key: Key, node: Located, isAlias: boolean): void {
  const { text } = key
  if (key.merges) mergeEntries(p, map, node, isAlias)
  else if (p.duplicates === 'error' && isDuplicate(map, text)) failDuplicate(p, map, key)
  else {
    setKey(map.value, text, node.value)
    map.entries?.set(text, { keyStart: key.start, keyEnd: key.end, value: node })
  }
}

function isDuplicate({ value, merged }: OpenMap, text: string): boolean {
  return holdsKey(value, text) && merged?.delete(text) !== true
}

function failDuplicate(p: Parser, map: OpenMap, key: Key): void {
  const first = map.entries?.get(key.text)
  fail(p.scanner, {
    code: 'YM017',
    message: `the key ${quoted(key.text)} appears twice in the same map`,
    start: key.start,
    end: key.end,
    help: 'remove one of the two; Helm would take the last without a word',
    ...(first && { related: [{ message: 'the first one', start: first.keyStart, end: first.keyEnd }] }),
  })
}

/**
 * go-yaml v2 merges where `<<` stands (decode.go): merged entries replace those above it, and those below replace them. Of
 * several maps the first wins.
 */
function mergeEntries(p: Parser, map: OpenMap, node: Located, isAlias: boolean): void {
  const { value } = node
  if (isMap(value)) {
    mergeMap(map, value, node.entries)
  } else if (!isAlias && Array.isArray(value) && value.every(isMap)) {
    count(p, -1, 0) // go-yaml v2 does not count a list of merges among the values.
    for (let i = value.length - 1; i >= 0; i--) mergeMap(map, value[i] ?? {}, node.items?.[i]?.entries)
  } else {
    fail(p.scanner, {
      code: 'YM019',
      message: `\`<<\` merges maps, but this is ${value === null ? 'null' : `a ${typeName(value)}`}`,
      start: node.start,
      end: Math.max(node.end, node.start + 1),
      help: 'give it a map, an alias of a map, or a list of these written here',
    })
  }
}

function mergeMap(map: OpenMap, source: JsonMap, places: Map<string, LocatedEntry> | undefined): void {
  map.merged ??= new Set()
  for (const key of Object.keys(source)) {
    if (!Object.hasOwn(map.value, key)) map.merged.add(key)
    setKey(map.value, key, source[key] ?? null)
    const place = places?.get(key)
    if (place) map.entries?.set(key, place)
  }
}
