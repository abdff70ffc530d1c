import type { Json, JsonMap } from '../../json.ts'
import {
  COLON,
  COMMA,
  HASH,
  isDocumentMarker,
  LEFT_BRACE,
  LEFT_BRACKET,
  LF,
  PERCENT,
  RIGHT_BRACE,
  RIGHT_BRACKET,
} from '../chars.ts'
import { addKey, longestKey } from './entries.ts'
import { giveUp, passSpaces, type Quick } from './quick.ts'
import { flowPlainText, isQuote, plainKey, plainValue, quotedText } from './scalars.ts'

/** `[…]` or `{…}`, over several lines too, from its bracket to after its last one. */
export function flow(q: Quick, code: number, depth: number): Json {
  if (depth > q.maxDepth) giveUp()
  q.pos++
  return code === LEFT_BRACKET ? flowList(q, depth) : flowMap(q, depth)
}

function flowList(q: Quick, depth: number): Json[] {
  const list: Json[] = []
  let code = toPart(q)
  while (code !== RIGHT_BRACKET) {
    list.push(flowValue(q, code, depth))
    code = afterPart(q, RIGHT_BRACKET)
  }
  q.pos++
  return list
}

function flowMap(q: Quick, depth: number): JsonMap {
  const map: JsonMap = {}
  let code = toPart(q)
  while (code !== RIGHT_BRACE) {
    const start = q.pos
    const key = isQuote(code) ? quotedText(q, code) : plainKey(flowPlainText(q))
    if (passSpaces(q) !== COLON || q.pos - start > longestKey) giveUp()
    q.pos++
    addKey(q, map, key, flowValue(q, toPart(q), depth))
    code = afterPart(q, RIGHT_BRACE)
  }
  q.pos++
  return map
}

function flowValue(q: Quick, code: number, depth: number): Json {
  if (code === LEFT_BRACKET || code === LEFT_BRACE) return flow(q, code, depth + 1)
  return isQuote(code) ? quotedText(q, code) : plainValue(flowPlainText(q))
}

/** Goes to what ends the list or map, or to its next part, which a comma is before. */
function afterPart(q: Quick, close: number): number {
  const code = toPart(q)
  if (code === close) return code
  if (code !== COMMA) giveUp()
  q.pos++
  return toPart(q)
}

/** Goes on to what stands after blanks and line breaks. */
function toPart(q: Quick): number {
  for (;;) {
    const code = passSpaces(q)
    if (code !== LF) return code === HASH ? giveUp() : code
    q.pos++
    q.lineStart = q.pos
    if (isDocumentMarker(q.text, q.pos) || q.text.charCodeAt(q.pos) === PERCENT) giveUp()
  }
}
