import { indentation, trimEnd } from './blanks.ts'
import type { Expr, Part, Span, Spot } from './plan.ts'

/**
 * A template as lines of YAML with holes: what stands between parsing Handlebars and parsing the layout. A hole in the text is
 * one NUL, which no template may contain itself.
 */
export type Source = SourceLine | SourceBlock

export interface SourceLine {
  is: 'line'
  text: string
  holes: Hole[]
  number: number
}

export const hole = '\0'

export type Hole =
  | { is: 'part'; part: Exclude<Part, string>; at: Span }
  | { is: 'partial'; name: string; context?: Expr; also?: Record<string, Expr>; at: Span }

/** A block whose tags stand on lines of their own. */
export interface SourceBlock {
  is: 'block'
  head: BlockHead
  body: Source[]
  otherwise: Source[]
  at: Span
}

export type BlockHead = { is: 'if'; test: Expr } | { is: 'each' | 'items' | 'with'; over: Expr; named: boolean }

/** The lines of a template as they stand in the text, whatever blocks they are in. */
export function* linesOf(sources: Source[]): Generator<SourceLine> {
  for (const source of sources) {
    if (source.is === 'line') yield source
    else {
      yield* linesOf(source.body)
      yield* linesOf(source.otherwise)
    }
  }
}

export function indentOf(line: SourceLine): number {
  return indentation(line.text)
}

export function isBlank(line: SourceLine): boolean {
  return indentation(line.text) === line.text.length
}

export function isComment(line: SourceLine): boolean {
  return /^[ \t]*#/.test(line.text)
}

export function startsItem(line: SourceLine): boolean {
  return /^[ \t]*-(?:[ \t]|$)/.test(line.text)
}

export function spanOfLine(line: SourceLine): Span {
  const start = indentOf(line) + 1
  return line.holes[0]?.at ?? [line.number, start, line.number, trimEnd(line.text).length + 1]
}

/** Where the first of these lines stands. */
export function spotOf(sources: Source[]): Spot {
  for (const line of linesOf(sources)) {
    if (!isBlank(line) && !isComment(line)) return { column: indentOf(line), item: startsItem(line) }
  }
  return { column: 0, item: false }
}
