import * as c from './chars.ts'
import {
  leaveBlocks,
  leaveDocument,
  takeClosing,
  takeColon,
  takeComma,
  takeItem,
  takeKeyMark,
  takeOpening,
} from './indicators.ts'
import { scanBlock } from './scan-block.ts'
import { failStart } from './scan-fault.ts'
import { closeKey, isOpenKey, openKey } from './scan-key.ts'
import { scanPlain } from './scan-plain.ts'
import { scanQuoted } from './scan-quoted.ts'
import { scanAnchor, scanDirective, scanTag } from './scan-tag.ts'
import { advance, dedentTo, faultToken, push, type Scanner, type Token } from './scanner.ts'

/** The next token. A possible key must be decided first, so tokens after it are fetched until it is. */
export function peek(s: Scanner): Token {
  while (s.fault === null) {
    const { head } = s
    if (head === null) fetch(s)
    else if (head.kind === 'nothing') advance(s)
    else if (head.kind !== 'possible key' && head.kind !== 'required key') return head
    else if (isOpenKey(s, head)) fetch(s)
  }
  return faultToken
}

/** Puts the next token into the queue, after the block ends and starts that its column implies. */
function fetch(s: Scanner): void {
  passBlanks(s)
  dedentTo(s, s.pos - s.lineStart)
  const token = takeToken(s, s.text.charCodeAt(s.pos))
  if (s.fault === null) push(s, token)
}

function takeToken(s: Scanner, code: number): Token {
  if (code === c.END) {
    s.lineStart = s.pos // The end ends the line, and with it every key still open.
    return leaveDocument(s, 'end', 0)
  }
  if (s.pos === s.lineStart) {
    if (code === c.PERCENT) return takeDirective(s)
    if (c.isDocumentMarker(s.text, s.pos)) {
      return leaveDocument(s, code === c.MINUS ? 'document start' : 'document end', 3)
    }
  }
  switch (code) {
    case c.LEFT_BRACKET:
      return takeOpening(s, '[')
    case c.LEFT_BRACE:
      return takeOpening(s, '{')
    case c.RIGHT_BRACKET:
      return takeClosing(s, ']')
    case c.RIGHT_BRACE:
      return takeClosing(s, '}')
    case c.COMMA:
      return takeComma(s)
    case c.MINUS:
      return isBeforeSpace(s) ? takeItem(s) : takePlain(s)
    case c.QUESTION:
      return s.flow > 0 || isBeforeSpace(s) ? takeKeyMark(s) : takePlain(s)
    case c.COLON:
      return s.flow > 0 || isBeforeSpace(s) ? takeColon(s) : takePlain(s)
    case c.ASTERISK:
      openText(s)
      return scanAnchor(s, 'alias')
    case c.AMPERSAND:
      openText(s)
      return scanAnchor(s, 'anchor')
    case c.BANG:
      openText(s)
      return scanTag(s)
    case c.SINGLE_QUOTE:
    case c.DOUBLE_QUOTE:
      openText(s)
      return scanQuoted(s, code)
    case c.PIPE:
    case c.GREATER:
      return s.flow > 0 ? failStart(s) : takeBlock(s, code === c.PIPE)
    case c.TAB:
    case c.PERCENT:
    case c.AT:
    case c.BACKTICK:
      return failStart(s)
    default:
      return takePlain(s)
  }
}

function isBeforeSpace(s: Scanner): boolean {
  return c.isSpace(s.text.charCodeAt(s.pos + 1))
}

/** Passes blanks, comments and line breaks. A tab may separate tokens, but not stand where a key could start. */
function passBlanks(s: Scanner): void {
  const { text } = s
  let { pos } = s
  for (;;) {
    let code = text.charCodeAt(pos)
    while (code === c.SPACE || (code === c.TAB && (s.flow > 0 || !s.keyAllowed))) code = text.charCodeAt(++pos)
    if (code === c.HASH) {
      while (code !== c.END && !c.isBreak(code)) code = text.charCodeAt(++pos)
    }
    if (!c.isBreak(code)) break
    pos += c.breakLength(text, pos)
    s.lineStart = pos
    if (s.flow === 0) s.keyAllowed = true
  }
  s.pos = pos
}

/** Where a text begins, or the anchor or tag before it, a key may begin. */
function openText(s: Scanner): void {
  openKey(s)
  s.keyAllowed = false
}

function takePlain(s: Scanner): Token {
  openText(s)
  return scanPlain(s)
}

function takeBlock(s: Scanner, literal: boolean): Token {
  closeKey(s)
  s.keyAllowed = true
  return scanBlock(s, literal)
}

function takeDirective(s: Scanner): Token {
  leaveBlocks(s)
  return scanDirective(s)
}
