import { isScalar, isSeq, isMap as isYamlMap, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml'
import { compare } from '../../values/finding.ts'
import { isMap, type Json } from '../../values/json.ts'

/** Adding to a YAML file without touching what it has: where things stand, and how they are written. */

/** A text to put in the place of what stands between two offsets, most often nothing. */
export interface Splice {
  at: number
  end: number
  text: string
}

/** How the file is laid out where something is added. */
export interface Layout {
  newline: string
  /** Columns between a key and the dashes of its list. */
  dash: number
}

/** More items at the end of a list. */
export function addItems(text: string, list: YAMLSeq, items: Json[], layout: Layout): Splice {
  if (list.flow) return addInFlow(list, items.map(flow))
  const column = columnOf(text, text.lastIndexOf('-', startOf(list.items[0]) - 1))
  return addLines(text, list, block(items, column, layout), layout)
}

/** One more key at the end of a map, or the value of a key that is there without anything in it. */
export function addKey(text: string, map: YAMLMap, key: string, value: Json, layout: Layout): Splice[] {
  const pair = map.items.find(each => keyOf(each) === key)
  if (!pair) {
    if (map.flow) return [addInFlow(map, [`${key}: ${flow(value)}`])]
    return [addLines(text, map, block({ [key]: value }, columnOf(text, startOf(map.items[0]?.key)), layout), layout)]
  }
  const colon = text.indexOf(':', endOf(pair.key)) + 1
  const isWritten = isNode(pair.value) && !(isScalar(pair.value) && pair.value.source === '')
  const empty = { at: colon, end: isWritten ? endOf(pair.value) : colon }
  if (map.flow) return [{ ...empty, text: ` ${flow(value)}` }]
  const lines = block({ [key]: value }, columnOf(text, startOf(pair.key)), layout)
  const below = lines.slice(lines.indexOf(layout.newline) + layout.newline.length)
  return [{ ...empty, text: '' }, addAt(text, lineEnd(text, empty.end), below, layout)]
}

function addInFlow(collection: YAMLMap | YAMLSeq, parts: string[]): Splice {
  const close = (collection.range?.[1] ?? 1) - 1
  const last = collection.items.at(-1)
  const at = last
    ? endOf(isNode(last) ? last : ((last as Pair<Node, Node>).value ?? (last as Pair<Node, Node>).key))
    : close
  return { at, end: at, text: `${collection.items.length > 0 ? ', ' : ''}${parts.join(', ')}` }
}

/** Lines after the last line of a collection's content. */
function addLines(text: string, collection: YAMLMap | YAMLSeq, lines: string, layout: Layout): Splice {
  return addAt(text, lineEnd(text, lastContent(collection)), lines, layout)
}

function addAt(text: string, end: number, lines: string, layout: Layout): Splice {
  if (end < text.length) return { at: end + 1, end: end + 1, text: lines }
  return { at: end, end, text: `${layout.newline}${lines.slice(0, lines.length - layout.newline.length)}` }
}

/** Where the text of the last item of a collection ends; comments behind it on its line belong to it. */
function lastContent(node: unknown): number {
  if (isSeq(node) || isYamlMap(node)) {
    const last = node.flow ? undefined : node.items.at(-1)
    if (last !== undefined) return isNode(last) ? lastContent(last) : lastOfPair(last as Pair)
  }
  return endOf(node) - (isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') ? 1 : 0)
}

function lastOfPair({ key, value }: Pair): number {
  const isEmpty = !isNode(value) || (isScalar(value) && value.value === null && value.source === '')
  return isEmpty ? endOf(key) : lastContent(value)
}

/** A value as block YAML from a column on, every line ended. */
export function block(value: Json, column: number, layout: Layout): string {
  const pad = ' '.repeat(column)
  if (Array.isArray(value)) {
    return value
      .map(item => {
        const lines = isMap(item) ? block(item, column + 2, layout) : `${pad}  ${scalar(item)}${layout.newline}`
        return `${pad}- ${lines.slice(column + 2)}`
      })
      .join('')
  }
  if (!isMap(value)) return `${pad}${scalar(value)}${layout.newline}`
  return Object.entries(value)
    .map(([key, item]) => {
      if (Array.isArray(item)) return `${pad}${key}:${layout.newline}${block(item, column + layout.dash, layout)}`
      if (isMap(item)) return `${pad}${key}:${layout.newline}${block(item, column + 2, layout)}`
      return `${pad}${key}: ${scalar(item)}${layout.newline}`
    })
    .join('')
}

function flow(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  if (!isMap(value)) return scalar(value)
  return `{${Object.entries(value)
    .map(([key, item]) => `${key}: ${flow(item)}`)
    .join(', ')}}`
}

/** Names and paths stand as they are, unless a YAML reader could take them for something else. */
function scalar(value: Json): string {
  const text = typeof value === 'string' ? value : String(value)
  const plain = /^[A-Za-z/][\w./~-]*$/.test(text) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(text)
  return plain ? text : JSON.stringify(text)
}

/** Follows the lists that the file has: dashes below their key, or indented. */
export function layoutOf(text: string, root: Node | null): Layout {
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const offset = isYamlMap(root) ? dashOffset(text, root) : null
  return { newline, dash: offset ?? 0 }
}

function dashOffset(text: string, map: YAMLMap): number | null {
  for (const { key, value } of map.items) {
    if (isSeq(value) && !value.flow && value.items.length > 0) {
      const dash = columnOf(text, text.lastIndexOf('-', startOf(value.items[0]) - 1))
      return Math.max(0, dash - columnOf(text, startOf(key)))
    }
    const inner = isYamlMap(value) ? dashOffset(text, value) : null
    if (inner !== null) return inner
  }
  return null
}

export function splice(text: string, edits: Splice[]): string {
  let out = text
  for (const { at, end, text: added } of [...edits].sort((a, b) => b.at - a.at || compare(b.text, a.text))) {
    out = out.slice(0, at) + added + out.slice(end)
  }
  return out
}

export function rangeOf(node: Node): { at: number; end: number } {
  return { at: startOf(node), end: endOf(node) }
}

export function childOf(map: YAMLMap, key: string): Node | null {
  const value = map.items.find(pair => keyOf(pair) === key)?.value
  return isNode(value) ? value : null
}

function keyOf({ key }: Pair): unknown {
  return isScalar(key) ? key.value : undefined
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isSeq(value) || isYamlMap(value)
}

function startOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0
}

function endOf(node: unknown): number {
  return isNode(node) ? (node.range?.[1] ?? 0) : 0
}

function columnOf(text: string, at: number): number {
  return at - (text.lastIndexOf('\n', at - 1) + 1)
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}
