import { trim } from './blanks.ts'
import { type Hole, hole } from './source.ts'

/** A piece of a line with the holes in it. */
export interface Piece {
  text: string
  holes: Hole[]
}

/** Cuts a piece in two; the holes go with their text. */
export function cut({ text, holes }: Piece, at: number): [Piece, Piece] {
  const before = text.slice(0, at)
  const count = before.split(hole).length - 1
  return [
    { text: before, holes: holes.slice(0, count) },
    { text: text.slice(at), holes: holes.slice(count) },
  ]
}

export function trimPiece({ text, holes }: Piece): Piece {
  return { text: trim(text), holes }
}
