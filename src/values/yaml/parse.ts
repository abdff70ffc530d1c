import { count, failDepth, readAlias } from './anchors.ts'
import { addEntry, addItem, type Key, listNode, mapNode, type OpenMap, openList, openMap } from './collections.ts'
import { peek } from './fetch.ts'
import { failContent, failFlow, failItemExpected, failKey, failKeyExpected, failNumber } from './parse-fault.ts'
import type { Anchor, Located, Parser } from './parser.ts'
import { type Properties, readProperties } from './properties.ts'
import { isMergeKey, readKeyText, readScalar } from './read-scalar.ts'
import { keyText } from './scalar.ts'
import { advance, type TokenKind } from './scanner.ts'

/**
 * The grammar of libyaml (parserc.go of go-yaml v2), a function for each of its productions. `block` says that a list or
 * map by indentation may stand here, `indentless` that its list may be indented no deeper than the key it belongs to.
 * Values are made at once; a mistake is left in the scanner, whose tokens then run dry.
 */
export function parseValue(p: Parser, block: boolean, indentless: boolean): Located {
  const node = parseNode(p, block, indentless)
  if (typeof node.value === 'number' && !Number.isFinite(node.value)) failNumber(p, node)
  return node
}

function parseNode(p: Parser, block: boolean, indentless: boolean): Located {
  const token = peek(p.scanner)
  if (token.kind === 'alias') {
    advance(p.scanner)
    return readAlias(p, token).node
  }
  return parseContent(p, readProperties(p, token), block, indentless)
}

function parseContent(p: Parser, props: Properties | null, block: boolean, indentless: boolean): Located {
  const token = peek(p.scanner)
  count(p, 1, 0)
  if (token.kind === 'scalar') {
    advance(p.scanner)
    return readScalar(p, token, props)
  }
  const parse = collectionAt(token.kind, block, indentless)
  if (parse !== null) return parseCollection(p, parse, props)
  if (props !== null) return readScalar(p, { text: '', plain: true, start: props.end, end: props.end }, props)
  failContent(p, token)
  return { value: null, start: token.start, end: token.start }
}

function parseKey(p: Parser, block: boolean): Key {
  const first = peek(p.scanner)
  if (first.kind === 'alias') {
    advance(p.scanner)
    const { node, key } = readAlias(p, first)
    return toKey(p, node, key)
  }
  const props = readProperties(p, first)
  const token = peek(p.scanner)
  if (token.kind !== 'scalar') {
    const node = parseContent(p, props, block, block)
    return toKey(p, node, keyText(node.value, false))
  }
  advance(p.scanner)
  const merges = isMergeKey(token, props)
  if (!merges) count(p, 1, 0)
  const node = readScalar(p, token, props)
  return toKey(p, node, readKeyText(node.value, token, props), merges)
}

function toKey(p: Parser, node: Located, text: string | null, merges = false): Key {
  if (text === null) failKey(p, node)
  return { text: text ?? '', merges, start: node.start, end: node.end }
}

/** A value or key that is not written, and so is null. */
export function parseNothing(p: Parser, at: number): Located {
  count(p, 1, 0)
  return { value: null, start: at, end: at }
}

function collectionAt(kind: TokenKind, block: boolean, indentless: boolean): ((p: Parser) => Located) | null {
  switch (kind) {
    case 'block map':
      return block ? blockMap : null
    case 'block list':
      return block ? blockList : null
    case 'item':
      return indentless ? indentlessList : null
    case '[':
      return flowList
    case '{':
      return flowMap
    default:
      return null
  }
}

function parseCollection(p: Parser, parse: (p: Parser) => Located, props: Properties | null): Located {
  const before = p.nodes - 1
  const anchor: Anchor = { node: null, size: 0, key: null }
  if (props !== null && props.anchor !== '') p.anchors.set(props.anchor, anchor)
  p.depth++
  if (p.depth > p.maxDepth) failDepth(p, peek(p.scanner))
  const node = parse(p)
  p.depth--
  if (props !== null) node.start = props.start
  anchor.node = node
  anchor.size = p.nodes - before
  return node
}

function blockMap(p: Parser): Located {
  const s = p.scanner
  const { start } = peek(s)
  advance(s)
  const map = openMap(p)
  let end = start
  let token = peek(s)
  for (; token.kind === 'key'; token = peek(s)) {
    advance(s)
    const key = endsEntry(peek(s).kind) ? toKey(p, parseNothing(p, token.end), null) : parseKey(p, true)
    end = parseEntry(p, map, key, endsEntry, true)
  }
  if (token.kind === 'block end') advance(s)
  else failKeyExpected(p, token, start)
  return mapNode(map, start, end)
}

function endsEntry(kind: TokenKind): boolean {
  return kind === 'key' || kind === 'value' || kind === 'block end'
}

/** What follows a key; gives the end of the entry. */
function parseEntry(p: Parser, map: OpenMap, key: Key, ends: (kind: TokenKind) => boolean, block: boolean): number {
  const s = p.scanner
  const colon = peek(s)
  if (colon.kind !== 'value') {
    addEntry(p, map, key, parseNothing(p, key.end), false)
    return key.end
  }
  advance(s)
  const { kind } = peek(s)
  const node = ends(kind) ? parseNothing(p, colon.end) : parseValue(p, block, block)
  addEntry(p, map, key, node, kind === 'alias')
  return node.end
}

function blockList(p: Parser): Located {
  const s = p.scanner
  const { start } = peek(s)
  advance(s)
  const node = parseItems(p, start, endsItem)
  const last = peek(s)
  if (last.kind === 'block end') advance(s)
  else failItemExpected(p, last, start)
  return node
}

/** The list of a map's entry, at the indentation of the entry: nothing but the next key marks its end. */
function indentlessList(p: Parser): Located {
  return parseItems(p, peek(p.scanner).start, endsIndentlessItem)
}

function endsItem(kind: TokenKind): boolean {
  return kind === 'item' || kind === 'block end'
}

function endsIndentlessItem(kind: TokenKind): boolean {
  return kind === 'item' || endsEntry(kind)
}

function parseItems(p: Parser, start: number, ends: (kind: TokenKind) => boolean): Located {
  const s = p.scanner
  const list = openList(p)
  let end = start
  for (let token = peek(s); token.kind === 'item'; token = peek(s)) {
    advance(s)
    const node = ends(peek(s).kind) ? parseNothing(p, token.end) : parseValue(p, true, false)
    addItem(list, node)
    end = node.end
  }
  return listNode(list, start, end)
}

function flowList(p: Parser): Located {
  const list = openList(p)
  const { start, end } = parseFlow(p, ']', () => {
    const pair = peek(p.scanner).kind === 'key'
    if (pair) count(p, 1, 0)
    addItem(list, pair ? parseCollection(p, flowPair, null) : parseValue(p, false, false))
  })
  return listNode(list, start, end)
}

/** A map of one entry, `[key: value]`, without its braces. */
function flowPair(p: Parser): Located {
  const { start } = peek(p.scanner)
  const map = openMap(p)
  const end = parseFlowEntry(p, map, endsFlowItem)
  return mapNode(map, start, end)
}

function flowMap(p: Parser): Located {
  const map = openMap(p)
  const { start, end } = parseFlow(p, '}', () => parseFlowEntry(p, map, endsFlowEntry))
  return mapNode(map, start, end)
}

function parseFlowEntry(p: Parser, map: OpenMap, ends: (kind: TokenKind) => boolean): number {
  const s = p.scanner
  const token = peek(s)
  if (token.kind !== 'key') {
    const key = parseKey(p, false)
    addEntry(p, map, key, parseNothing(p, key.end), false)
    return key.end
  }
  advance(s)
  const key =
    ends(peek(s).kind) || peek(s).kind === 'value' ? toKey(p, parseNothing(p, token.end), null) : parseKey(p, false)
  return parseEntry(p, map, key, ends, false)
}

function endsFlowItem(kind: TokenKind): boolean {
  return kind === ',' || kind === ']'
}

function endsFlowEntry(kind: TokenKind): boolean {
  return kind === ',' || kind === '}'
}

/** What stands between brackets or braces, with a comma between every two parts and perhaps one after the last. */
function parseFlow(p: Parser, close: ']' | '}', parsePart: () => void): { start: number; end: number } {
  const s = p.scanner
  const open = peek(s)
  const outer = p.bracket
  p.bracket = open
  advance(s)
  let token = peek(s)
  while (token.kind !== close) {
    parsePart()
    token = peek(s)
    if (token.kind === ',') {
      advance(s)
      token = peek(s)
    } else if (token.kind !== close) {
      failFlow(p, token, open)
      break
    }
  }
  p.bracket = outer
  advance(s)
  return { start: open.start, end: token.end }
}
