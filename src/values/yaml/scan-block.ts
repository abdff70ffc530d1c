import { END, HASH, isBlank, isBreak, SPACE, TAB } from './chars.ts'
import { line, passLine, readBreak } from './cursor.ts'
import { quoted } from './fault.ts'
import { failTab } from './scan-fault.ts'
import { fail, faultToken, newToken, type Scanner, type Token } from './scanner.ts'

/** A block text: `|` keeps its line breaks, `>` folds them. */
export function scanBlock(s: Scanner, literal: boolean): Token {
  const start = s.pos
  const header = readHeader(s)
  if (header === null) return faultToken
  const { text } = s
  const { chomp } = header
  let indent = header.indent === 0 ? 0 : Math.max(s.indent, 0) + header.indent
  let value = ''
  let breaks = skipBreaks()
  let lastBreak = ''
  let lastLineBlank = false
  let end = s.pos

  while (s.pos - s.lineStart === indent && text.charCodeAt(s.pos) !== END) {
    const blank = isBlank(text.charCodeAt(s.pos))
    if (!literal && !lastLineBlank && !blank && lastBreak === '\n') value += breaks === '' ? ' ' : breaks
    else value += lastBreak + breaks
    lastLineBlank = blank
    const from = s.pos
    passLine(s)
    value += text.slice(from, s.pos)
    end = s.pos
    lastBreak = readBreak(s)
    breaks = skipBreaks()
  }
  if (chomp !== 'strip') value += lastBreak
  if (chomp === 'keep') value += breaks
  return newToken('scalar', start, end, value)

  /** Passes empty lines and the indentation of the next one; the first call finds the indentation, unless it was given. */
  function skipBreaks(): string {
    let out = ''
    let deepest = 0
    for (;;) {
      while ((indent === 0 || s.pos - s.lineStart < indent) && text.charCodeAt(s.pos) === SPACE) s.pos++
      const column = s.pos - s.lineStart
      if (column > deepest) deepest = column
      if ((indent === 0 || column < indent) && text.charCodeAt(s.pos) === TAB) failTab(s, s.pos)
      if (!isBreak(text.charCodeAt(s.pos))) break
      out += readBreak(s)
    }
    if (indent === 0) indent = Math.max(deepest, s.indent + 1, 1)
    return out
  }
}

const indicators = /[|>](?:([+-])([0-9])?|([0-9])([+-])?)?/y

/** `|` or `>`, then in any order `+` or `-` for the line breaks at the end and a digit for the indentation. */
function readHeader(s: Scanner): { chomp: 'clip' | 'strip' | 'keep'; indent: number } | null {
  const start = s.pos
  indicators.lastIndex = start
  const found = indicators.exec(s.text)
  const sign = found?.[1] ?? found?.[4]
  const digit = found?.[2] ?? found?.[3]
  s.pos += found?.[0].length ?? 1
  while (isBlank(s.text.charCodeAt(s.pos))) s.pos++
  if (s.text.charCodeAt(s.pos) === HASH) passLine(s)
  const code = s.text.charCodeAt(s.pos)
  if (digit === '0' || (code !== END && !isBreak(code))) {
    const written = line(s, start)
    fail(s, {
      code: 'YM013',
      message: `${quoted(written)}: ${digit === '0' ? 'the indentation of a block text cannot be 0' : 'no text may follow the sign that starts a block text on its line'}`,
      start,
      end: start + written.length,
      help: 'start the text on the next line, or quote the value if it is not a block text',
    })
    return null
  }
  if (code !== END) readBreak(s)
  return {
    chomp: sign === '+' ? 'keep' : sign === '-' ? 'strip' : 'clip',
    indent: digit === undefined ? 0 : Number(digit),
  }
}
