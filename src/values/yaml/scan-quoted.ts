import {
  BACKSLASH,
  breakLength,
  breakText,
  DOUBLE_QUOTE,
  END,
  fold,
  isBlank,
  isBreak,
  isDocumentMarker,
  isSpace,
  SINGLE_QUOTE,
} from './chars.ts'
import { line } from './cursor.ts'
import { readEscape } from './escape.ts'
import { quoted } from './fault.ts'
import { fail, faultToken, newToken, type Scanner, type Token } from './scanner.ts'

/** A scalar in single or double quotes. */
export function scanQuoted(s: Scanner, quote: number): Token {
  const { text, pos: start } = s
  let { lineStart } = s
  let pos = start + 1
  let value = ''
  /** Where the part of the value begins that can be taken as written. */
  let from = pos

  for (;;) {
    let code = text.charCodeAt(pos)
    if (code === END || (pos === lineStart && isDocumentMarker(text, pos))) return failUnclosed(s, start, pos)
    let broken = false
    while (!isSpace(code)) {
      if (code === quote) {
        if (quote === DOUBLE_QUOTE || text.charCodeAt(pos + 1) !== SINGLE_QUOTE) break
        value += text.slice(from, pos + 1)
        pos += 2
        from = pos
      } else if (code === BACKSLASH && quote === DOUBLE_QUOTE) {
        value += text.slice(from, pos)
        pos++
        if (isBreak(text.charCodeAt(pos))) {
          pos += breakLength(text, pos)
          from = lineStart = pos
          broken = true
          break
        }
        const escaped = readEscape(s, pos)
        if (escaped === null) return faultToken
        value += escaped.value
        pos += escaped.length
        from = pos
      } else {
        pos++
      }
      code = text.charCodeAt(pos)
    }
    code = text.charCodeAt(pos)
    if (code === quote) break

    const end = pos
    let first = ''
    let rest = ''
    while (isBlank(code) || isBreak(code)) {
      if (isBreak(code)) {
        if (broken) rest += breakText(code)
        else first = breakText(code)
        broken = true
        pos += breakLength(text, pos)
        lineStart = pos
      } else {
        pos++
      }
      code = text.charCodeAt(pos)
    }
    if (broken) {
      value += text.slice(from, end) + fold(first, rest)
      from = pos
    }
  }

  s.pos = pos + 1
  s.lineStart = lineStart
  return newToken('scalar', start, s.pos, value + text.slice(from, pos))
}

function failUnclosed(s: Scanner, start: number, pos: number): Token {
  const rest = line(s, start)
  const stop = s.text.charCodeAt(pos) === END ? 'the text ends' : `${quoted(line(s, pos))} ends the document`
  const single = s.text.charCodeAt(start) === SINGLE_QUOTE
  return fail(s, {
    code: 'YM003',
    message: `the quote opened here is not closed before ${stop}`,
    start,
    end: start + rest.length,
    help: single ? "close it with '; a quote inside is written ''" : 'close it with "; a quote inside is written \\"',
  })
}
