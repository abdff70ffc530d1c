/**
 * A template, compiled. A plan is plain data: built-in ones are JSON made at build time, and since no template ever becomes
 * JavaScript, a user's template has no way to reach any.
 */
export type Plan = Step[]

/** What a template puts on lines of its own. Columns count from 0; those of a partial shift to where it is called. */
export type Step = Line | Branch<Step> | Walk<Step>

export type Line =
  /** `key: value` */
  | { is: 'entry'; at: Span; column: number; key: Key; value: Value; note?: Part[] }
  /** `key:` with lines beneath it */
  | { is: 'header'; at: Span; column: number; key: Key; note?: Part[] }
  /** `- `, followed by the rest of its line */
  | { is: 'item'; at: Span; column: number }
  /** A value without a key: `- value`, or `{{value}}` alone on its line */
  | { is: 'value'; at: Span; column: number; value: Value; note?: Part[] }
  | { is: 'partial'; at: Span; column: number; name: string; context?: Expr; also?: Record<string, Expr> }
  /** `spot` is where the line stands that it goes with */
  | { is: 'comment'; column: number; spot: Spot | null; text: Part[] }
  /** `---` */
  | { is: 'document' }

/** A key as the author wrote it, or one with values in it. */
export type Key = string | Part[]

export type Value =
  /** The author's own YAML, further lines with their indentation from the column of the line */
  | { is: 'raw'; text: string; more: [indent: number, text: string][] }
  /** `{{value}}` alone */
  | { is: 'expr'; expr: Expr }
  /** Text with values in it; one string, whatever it looks like */
  | { is: 'text'; parts: Part[]; quoted: boolean }
  /** A list or map in brackets: the author's text, and scalars with values in them */
  | { is: 'flow'; parts: (string | FlowScalar)[] }
  /** The lines of `|` */
  | { is: 'block'; lines: TextLine[]; chomping: '' | '-' | '+' }

export interface FlowScalar {
  parts: Part[]
  quoted: boolean
}

export type Part = string | Expr | Branch<Part> | Walk<Part>

export type TextLine = PlainLine | Branch<TextLine> | Walk<TextLine>

interface PlainLine {
  is: 'line'
  /** Its own indentation, beyond that of the text */
  margin: string
  parts: Part[]
}

export type Block<T> = Branch<T> | Walk<T>

export interface Branch<T> {
  is: 'if'
  test: Expr
  body: T[]
  otherwise: T[]
}

export interface Walk<T> {
  is: 'each' | 'items' | 'with'
  over: Expr
  /** `as |item index|`: whether the block names what it walks over. */
  named: boolean
  body: T[]
  otherwise: T[]
  /** Where its first line stands: an empty list takes the place of its items. */
  spot: Spot
}

export interface Spot {
  column: number
  item: boolean
}

export type Expr =
  | { is: 'path'; at: Span; up: number; parts: string[] }
  | { is: 'data'; at: Span; name: DataName; up: number; parts: string[] }
  /** A name from `as |…|`, of the block that many named blocks further out */
  | { is: 'param'; at: Span; up: number; index: number; parts: string[] }
  | { is: 'literal'; at: Span; value: string | number | boolean | null }
  | { is: 'call'; at: Span; helper: HelperName; args: Expr[]; named?: string[] }

export const dataNames = ['root', 'release', 'index', 'key', 'first', 'last'] as const
export type DataName = (typeof dataNames)[number]

export const helperNames = [
  'and',
  'default',
  'eq',
  'join',
  'lookup',
  'merge',
  'not',
  'number',
  'or',
  'quote',
  'required',
  'rest',
  'toJson',
  'toYaml',
] as const
export type HelperName = (typeof helperNames)[number]

/** Where something stands in the template's file. Lines and columns count from 1, the end is exclusive. */
export type Span = readonly [line: number, column: number, endLine: number, endColumn: number]
