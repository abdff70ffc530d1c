import { END, HASH, isDocumentMarker, LF, SPACE } from '../chars.ts'

/**
 * A text on the quick way: most of YAML is block maps and lists of scalars that end on their line, and to read these a token
 * queue, simple keys and places are not needed. Whatever is not of that kind, mistakes too, makes the reader give up, and the
 * whole one (../parse.ts) starts over. So the quick way knows no messages, and must never take what the whole reader refuses.
 */
export interface Quick {
  /** With a NUL after it, as for the scanner. */
  text: string
  pos: number
  lineStart: number
  /** What a key that its map already has is: nothing for the quick way, or the value that counts. */
  duplicates: 'error' | 'last'
  maxDepth: number
}

/** Thrown, and caught in read.ts alone: from deep within maps and lists there is no shorter way back. */
export const unusual = new Error('not for the quick way')

export function giveUp(): never {
  throw unusual
}

/** The column where the document has ended. */
export const outside = -1

/** Goes on to what stands after blanks, comments and line breaks; its column, or `outside`. */
export function toContent(q: Quick): number {
  const { text } = q
  let { pos, lineStart } = q
  for (;;) {
    let code = text.charCodeAt(pos)
    while (code === SPACE) code = text.charCodeAt(++pos)
    if (code === HASH) {
      pos = lineEnd(text, pos)
      code = text.charCodeAt(pos)
    }
    if (code === LF) {
      lineStart = ++pos
      continue
    }
    q.pos = pos
    q.lineStart = lineStart
    if (code === END || (pos === lineStart && isDocumentMarker(text, pos))) return outside
    return pos - lineStart
  }
}

/** After a value: nothing but a comment may follow on its line. */
export function endLine(q: Quick): void {
  const { text } = q
  let { pos } = q
  let code = text.charCodeAt(pos)
  if (code === SPACE) {
    while (code === SPACE) code = text.charCodeAt(++pos)
    if (code === HASH) {
      pos = lineEnd(text, pos)
      code = text.charCodeAt(pos)
    }
  }
  if (code !== LF && code !== END) giveUp()
  q.pos = pos
}

/** Where the line break or the NUL is. */
export function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length - 1 : end
}

export function passSpaces(q: Quick): number {
  let code = q.text.charCodeAt(q.pos)
  while (code === SPACE) code = q.text.charCodeAt(++q.pos)
  return code
}
