import {
  breakLength,
  breakText,
  COLON,
  endsFlowPlain,
  fold,
  HASH,
  isBlank,
  isBreak,
  isDocumentMarker,
  isSpace,
  TAB,
} from './chars.ts'
import { failTab } from './scan-fault.ts'
import { newToken, type Scanner, type Token } from './scanner.ts'

/** A scalar without quotes. It may go on over several lines, as long as they are indented deeper than the map around it. */
export function scanPlain(s: Scanner): Token {
  const { text, pos: start } = s
  const inFlow = s.flow > 0
  const indent = s.indent + 1
  let { pos, lineStart } = s
  let value = ''
  /** Where the current line's text begins, and where the text so far ends. */
  let from = start
  let end = start
  /** The line breaks since `end`. */
  let first = ''
  let rest = ''
  let code = text.charCodeAt(pos)

  while (code !== HASH && !(pos === lineStart && isDocumentMarker(text, pos))) {
    const begin = pos
    while (!isSpace(code)) {
      if (code === COLON ? isSpace(text.charCodeAt(pos + 1)) : inFlow && endsFlowPlain(code)) break
      code = text.charCodeAt(++pos)
    }
    if (pos > begin) {
      if (first !== '') {
        value += text.slice(from, end) + fold(first, rest)
        from = begin
        first = rest = ''
      }
      end = pos
    }
    if (!isBlank(code) && !isBreak(code)) break

    do {
      if (isBreak(code)) {
        if (first === '') first = breakText(code)
        else rest += breakText(code)
        pos += breakLength(text, pos)
        lineStart = pos
      } else {
        if (code === TAB && first !== '' && pos - lineStart < indent) {
          failTab(s, pos)
        }
        pos++
      }
      code = text.charCodeAt(pos)
    } while (isBlank(code) || isBreak(code))
    if (!inFlow && pos - lineStart < indent) break
  }

  if (first !== '') s.keyAllowed = true
  s.pos = pos
  s.lineStart = lineStart
  return newToken('scalar', start, end, value + text.slice(from, end), true)
}
