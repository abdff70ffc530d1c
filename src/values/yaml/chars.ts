/** Characters by code, grouped as go-yaml v2 does (yamlprivateh.go). */
export const TAB = 0x09
export const LF = 0x0a
const CR = 0x0d
export const SPACE = 0x20
export const BANG = 0x21
export const DOUBLE_QUOTE = 0x22
export const HASH = 0x23
export const PERCENT = 0x25
export const AMPERSAND = 0x26
export const SINGLE_QUOTE = 0x27
export const ASTERISK = 0x2a
export const COMMA = 0x2c
export const MINUS = 0x2d
const DOT = 0x2e
export const COLON = 0x3a
export const GREATER = 0x3e
export const QUESTION = 0x3f
export const AT = 0x40
export const LEFT_BRACKET = 0x5b
export const BACKSLASH = 0x5c
export const RIGHT_BRACKET = 0x5d
export const BACKTICK = 0x60
export const LEFT_BRACE = 0x7b
export const PIPE = 0x7c
export const RIGHT_BRACE = 0x7d
const NEL = 0x85
const LS = 0x2028
const PS = 0x2029

/** Stands after the last character: NUL is not allowed in YAML, so it can mark the end. */
export const END = 0

export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB
}

export function isBreak(code: number): boolean {
  return code === LF || code === CR || code === NEL || code === LS || code === PS
}

/** Blank, line break or end. Other control characters never get here: the reader refuses them first. */
export function isSpace(code: number): boolean {
  return code <= SPACE || (code >= NEL && (code === NEL || code === LS || code === PS))
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const words = charTable(`0123456789${letters}_-`)
const uris = charTable(`0123456789${letters}_-;/?:@&=+$,.!~*'()[]%`)

function charTable(members: string): Uint8Array {
  const table = new Uint8Array(128)
  for (const member of members) table[member.charCodeAt(0)] = 1
  return table
}

/** What names of anchors and tag handles are made of. */
export function isWord(code: number): boolean {
  return words[code] === 1
}

/** What tags are made of, `%` before the two digits of a byte included. */
export function isUri(code: number): boolean {
  return uris[code] === 1
}

/** What ends a scalar without quotes inside `[ ]` and `{ }`. */
export function endsFlowPlain(code: number): boolean {
  return (
    code === COMMA ||
    code === QUESTION ||
    code === LEFT_BRACKET ||
    code === RIGHT_BRACKET ||
    code === LEFT_BRACE ||
    code === RIGHT_BRACE
  )
}

/** The length of the line break at an offset; only CR LF is longer than one. */
export function breakLength(text: string, at: number): number {
  return text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? 2 : 1
}

/** What a line break becomes inside a value: the two Unicode separators stay, all others are `\n`. */
export function breakText(code: number): string {
  return code === LS ? '\u2028' : code === PS ? '\u2029' : '\n'
}

/** What the line breaks between two lines of a folded scalar become. */
export function fold(first: string, rest: string): string {
  if (first !== '\n') return first + rest
  return rest === '' ? ' ' : rest
}

/** `---` or `...` at the start of a line, alone or before a blank. */
export function isDocumentMarker(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return (
    (code === MINUS || code === DOT) &&
    text.charCodeAt(at + 1) === code &&
    text.charCodeAt(at + 2) === code &&
    isSpace(text.charCodeAt(at + 3))
  )
}
