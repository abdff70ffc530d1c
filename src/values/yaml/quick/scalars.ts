import type { Json } from '../../json.ts'
import {
  BACKSLASH,
  COLON,
  DOUBLE_QUOTE,
  END,
  endsFlowPlain,
  HASH,
  isSpace,
  LF,
  MINUS,
  SINGLE_QUOTE,
  SPACE,
  TAB,
} from '../chars.ts'
import { escapes } from '../escape.ts'
import { isFloatText } from '../number.ts'
import { keyText, resolve } from '../scalar.ts'
import { giveUp, type Quick } from './quick.ts'

/** What no plain scalar begins with; `-`, `?` and `:` may begin one, but rarely do. */
const indicators = new Uint8Array(128)
for (const sign of '\0\t\n ,[]{}#&*!|>\'"%@`?:') indicators[sign.charCodeAt(0)] = 1

/** A scalar without quotes up to the end of its line, a comment or the colon of a key, where the position is left. */
export function plainText(q: Quick): string {
  const { text, pos: start } = q
  let pos = start
  let code = text.charCodeAt(pos)
  if (startsNoText(text, pos)) giveUp()
  let end = 0
  for (;;) {
    // Nothing above the colon ends the scalar, and most characters are.
    while (code > COLON) code = text.charCodeAt(++pos)
    end = pos
    if (code === SPACE) {
      while (code === SPACE) code = text.charCodeAt(++pos)
      if (code === HASH) break
    }
    if (code === LF || code === END) break
    if (code === COLON && isSpace(text.charCodeAt(pos + 1))) break
    if (code === TAB) giveUp()
    if (pos === end) code = text.charCodeAt(++pos)
  }
  q.pos = end
  return text.slice(start, end)
}

/** The same between brackets, where more ends a scalar. */
export function flowPlainText(q: Quick): string {
  const { text, pos: start } = q
  let pos = start
  let code = text.charCodeAt(pos)
  if (startsNoText(text, pos)) giveUp()
  let end = pos
  for (; code !== LF && !endsFlowPlain(code); code = text.charCodeAt(++pos)) {
    if (code === SPACE) continue
    if (code === COLON && isSpace(text.charCodeAt(pos + 1))) break
    if (code === END || code === TAB || (code === HASH && text.charCodeAt(pos - 1) === SPACE)) giveUp()
    end = pos + 1
  }
  q.pos = end
  return text.slice(start, end)
}

function startsNoText(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return indicators[code] === 1 || (code === MINUS && isSpace(text.charCodeAt(at + 1)))
}

export function isQuote(code: number): boolean {
  return code === DOUBLE_QUOTE || code === SINGLE_QUOTE
}

/** A scalar in quotes that ends on its line. */
export function quotedText(q: Quick, quote: number): string {
  const { text } = q
  let pos = q.pos + 1
  let from = pos
  let value = ''
  for (;;) {
    const code = text.charCodeAt(pos)
    if (code === quote) {
      if (quote === DOUBLE_QUOTE || text.charCodeAt(pos + 1) !== SINGLE_QUOTE) break
      value += text.slice(from, pos + 1)
      pos += 2
      from = pos
    } else if (code === BACKSLASH && quote === DOUBLE_QUOTE) {
      value += text.slice(from, pos) + (escapes.get(text.charAt(pos + 1)) ?? giveUp())
      pos += 2
      from = pos
    } else if (code === LF || code === END) {
      giveUp()
    } else {
      pos++
    }
  }
  q.pos = pos + 1
  return value + text.slice(from, pos)
}

export function plainValue(text: string): Json {
  const value = resolve(text)
  return typeof value === 'number' && !Number.isFinite(value) ? giveUp() : value
}

export function plainKey(text: string): string {
  if (text === '<<') giveUp()
  const value = resolve(text)
  if (typeof value === 'string') return value
  return keyText(value, typeof value === 'number' && isFloatText(text)) ?? giveUp()
}
