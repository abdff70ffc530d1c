import { END, LF, MINUS, SPACE, TAB } from '../chars.ts'
import { endLine, giveUp, lineEnd, type Quick } from './quick.ts'

/** A text after `|` or `|-`, whose first line is not blank and deeper than the column of what holds it. */
export function literal(q: Quick, column: number): string {
  const { text } = q
  q.pos++
  const strip = text.charCodeAt(q.pos) === MINUS
  if (strip) q.pos++
  endLine(q)
  if (text.charCodeAt(q.pos) === END) giveUp()
  let start = q.pos + 1
  const indent = spacesAt(text, start)
  const first = text.charCodeAt(start + indent)
  if (indent <= column || first === LF || first === END || first === TAB) giveUp()
  let value = ''
  let breaks = ''
  for (;;) {
    const spaces = spacesAt(text, start)
    const code = text.charCodeAt(start + spaces)
    if (spaces < indent && code !== LF) {
      if (code === TAB) giveUp()
      break
    }
    const end = lineEnd(text, start)
    if (text.charCodeAt(end) === END) giveUp()
    if (spaces <= indent && code === LF) breaks += '\n'
    else {
      value += breaks + text.slice(start + indent, end)
      breaks = '\n'
    }
    start = end + 1
  }
  q.pos = q.lineStart = start
  return strip ? value : `${value}\n`
}

function spacesAt(text: string, start: number): number {
  let pos = start
  while (text.charCodeAt(pos) === SPACE) pos++
  return pos - start
}
