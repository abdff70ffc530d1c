import type { YamlFault } from './fault.ts'

/**
 * The scanner turns text into tokens by the rules of libyaml as go-yaml v2 has them (scannerc.go). What makes YAML hard is
 * the *simple key*: whether `a` is a key shows only at the colon after it. So wherever a key may start, a token of kind
 * `possible key` (or `required key`, at the indentation of a block map) is put in the queue first; the colon turns it into
 * `key`, the end of its line into `nothing`.
 */
export type TokenKind =
  | 'possible key'
  | 'required key'
  | 'nothing'
  | 'key'
  | 'value'
  | 'block list'
  | 'block map'
  | 'block end'
  | 'item'
  | '['
  | ']'
  | '{'
  | '}'
  | ','
  | 'scalar'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'version'
  | 'tag directive'
  | 'document start'
  | 'document end'
  | 'end'
  | 'fault'

export interface Token {
  kind: TokenKind
  start: number
  end: number
  /** The content of a scalar, the name of an anchor or alias, the handle of a tag or tag directive, a version. */
  text: string
  /** A scalar without quotes or block indicator: its text gives its type. */
  plain: boolean
  /** What follows the handle: the rest of a tag, the prefix of a tag directive. */
  suffix: string
  next: Token | null
}

export interface Scanner {
  /** The text with a NUL after it, so that looking at the next character needs no check of bounds. */
  text: string
  pos: number
  lineStart: number
  /** The column of the innermost block collection, -1 outside any. */
  indent: number
  indents: number[]
  /** How many `[` and `{` are open. */
  flow: number
  /** The simple key that may still get its colon, for each flow level. */
  keys: (Token | null)[]
  keyAllowed: boolean
  head: Token | null
  tail: Token
  /** The first mistake. From then on the only token is `fault`, which no rule of the grammar accepts, so all of them end. */
  fault: YamlFault | null
}

export function newScanner(text: string, start: number): Scanner {
  return {
    text: text + '\0',
    pos: start,
    lineStart: start,
    indent: -1,
    indents: [],
    flow: 0,
    keys: [null],
    keyAllowed: true,
    head: null,
    tail: newToken('nothing', 0, 0),
    fault: null,
  }
}

export function newToken(kind: TokenKind, start: number, end: number, text = '', plain = false, suffix = ''): Token {
  return { kind, start, end, text, plain, suffix, next: null }
}

export function push(s: Scanner, token: Token): void {
  if (s.head === null) s.head = token
  else s.tail.next = token
  s.tail = token
}

/** Takes the first token off the queue. Unlinked, or a token that outlived a collection would keep all later ones alive. */
export function advance(s: Scanner): void {
  const { head } = s
  if (head === null) return
  s.head = head.next
  head.next = null
}

/** The next `length` characters as a token of their own. */
export function takeIndicator(s: Scanner, kind: TokenKind, length = 1): Token {
  const start = s.pos
  s.pos += length
  return newToken(kind, start, s.pos)
}

export const faultToken = newToken('fault', 0, 0)

/** Only the first mistake counts: the ones after it are its echoes. */
export function fail(s: Scanner, fault: YamlFault): Token {
  const length = s.text.length - 1
  s.fault ??= { ...fault, start: Math.min(fault.start, length), end: Math.min(fault.end, length) }
  return faultToken
}

/** Opens a block collection when its first item or key is deeper than the one around it. */
export function indentTo(s: Scanner, column: number): boolean {
  if (s.flow > 0 || s.indent >= column) return false
  s.indents.push(s.indent)
  s.indent = column
  return true
}

/** Closes the block collections that the column has left. */
export function dedentTo(s: Scanner, column: number): void {
  if (s.flow > 0) return
  while (s.indent > column) {
    push(s, newToken('block end', s.pos, s.pos))
    s.indent = s.indents.pop() ?? -1
  }
}
