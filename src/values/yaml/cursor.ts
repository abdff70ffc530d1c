import { breakLength, breakText, END, isBlank, isBreak, isSpace } from './chars.ts'
import type { Scanner } from './scanner.ts'

/** Passes a line break and gives what it means inside a value; nothing where there is none. */
export function readBreak(s: Scanner): string {
  const code = s.text.charCodeAt(s.pos)
  if (!isBreak(code)) return ''
  s.pos += breakLength(s.text, s.pos)
  s.lineStart = s.pos
  return breakText(code)
}

/** Goes to the end of the line. */
export function passLine(s: Scanner): void {
  let code = s.text.charCodeAt(s.pos)
  while (code !== END && !isBreak(code)) code = s.text.charCodeAt(++s.pos)
}

/** Where the text of the line around an offset begins. */
export function lineText(s: Scanner, at: number): number {
  let start = at
  while (start > 0 && !isBreak(s.text.charCodeAt(start - 1))) start--
  while (isBlank(s.text.charCodeAt(start))) start++
  return start
}

/** Where the text of a line ends, without the blanks after it; no mistake needs to show more than 200 characters. */
export function lineEnd(s: Scanner, start: number): number {
  let end = start
  for (let at = start; at < start + 200; at++) {
    const code = s.text.charCodeAt(at)
    if (code === END || isBreak(code)) break
    if (!isSpace(code)) end = at + 1
  }
  return end
}

export function line(s: Scanner, start: number): string {
  return s.text.slice(start, lineEnd(s, start))
}
