import type { Json, JsonMap } from '../../json.ts'
import { COLON, END, HASH, isSpace, LEFT_BRACE, LEFT_BRACKET, LF, MINUS, PIPE } from '../chars.ts'
import { addKey, longestKey } from './entries.ts'
import { flow } from './flow.ts'
import { literal } from './literal.ts'
import { endLine, giveUp, passSpaces, type Quick, toContent } from './quick.ts'
import { isQuote, plainKey, plainText, plainValue, quotedText } from './scalars.ts'

/** The map or list that begins at the position, which is at `column`. */
export function block(q: Quick, column: number, depth: number): Json {
  if (depth > q.maxDepth) giveUp()
  return atItem(q) ? blockList(q, column, depth) : blockMap(q, column, depth, readKey(q))
}

function atItem(q: Quick): boolean {
  return q.text.charCodeAt(q.pos) === MINUS && isSpace(q.text.charCodeAt(q.pos + 1))
}

/** A key and its colon. */
function readKey(q: Quick): string {
  const { text, pos: start } = q
  const code = text.charCodeAt(start)
  const key = isQuote(code) ? quotedText(q, code) : plainKey(plainText(q))
  return afterKey(q, start) ? key : giveUp()
}

/** Whether the colon of a key follows, which is then passed. */
function afterKey(q: Quick, start: number): boolean {
  if (passSpaces(q) !== COLON || !isSpace(q.text.charCodeAt(q.pos + 1))) return false
  if (q.pos - start > longestKey) giveUp()
  q.pos++
  return true
}

/** From after its first key. */
function blockMap(q: Quick, column: number, depth: number, first: string): JsonMap {
  const map: JsonMap = {}
  let key = first
  for (;;) {
    addKey(q, map, key, entryValue(q, column, depth))
    const next = toContent(q)
    if (next < column) return map
    if (next > column) giveUp()
    key = readKey(q)
  }
}

/** A list may stand at the column of the key that it belongs to. */
function entryValue(q: Quick, column: number, depth: number): Json {
  const code = passSpaces(q)
  if (endsLine(code)) {
    const next = toContent(q)
    return next > column || (next === column && atItem(q)) ? block(q, next, depth + 1) : null
  }
  const bracketed = notScalar(q, code, column, depth)
  if (bracketed !== undefined) return bracketed
  const value = isQuote(code) ? quotedText(q, code) : plainValue(plainText(q))
  endLine(q)
  return value
}

function blockList(q: Quick, column: number, depth: number): Json[] {
  const list: Json[] = []
  for (;;) {
    q.pos++
    list.push(itemValue(q, column, depth))
    const next = toContent(q)
    if (next < column || (next === column && !atItem(q))) return list
    if (next > column) giveUp()
  }
}

/** On the line of its `-` an item may begin a list or a map. */
function itemValue(q: Quick, column: number, depth: number): Json {
  const code = passSpaces(q)
  if (endsLine(code)) {
    const next = toContent(q)
    return next > column ? block(q, next, depth + 1) : null
  }
  if (atItem(q)) return block(q, q.pos - q.lineStart, depth + 1)
  const bracketed = notScalar(q, code, column, depth)
  if (bracketed !== undefined) return bracketed
  const { pos: start } = q
  const text = isQuote(code) ? quotedText(q, code) : plainText(q)
  if (afterKey(q, start)) {
    if (depth >= q.maxDepth) giveUp()
    return blockMap(q, start - q.lineStart, depth + 1, isQuote(code) ? text : plainKey(text))
  }
  endLine(q)
  return isQuote(code) ? text : plainValue(text)
}

/** A value in brackets or below a `|`; undefined where none begins. */
function notScalar(q: Quick, code: number, column: number, depth: number): Json | undefined {
  if (code === PIPE) return literal(q, column)
  if (code !== LEFT_BRACKET && code !== LEFT_BRACE) return undefined
  const value = flow(q, code, depth + 1)
  endLine(q)
  return value
}

function endsLine(code: number): boolean {
  return code === LF || code === END || code === HASH
}
