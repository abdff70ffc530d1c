import { NotAProgram } from './syntax.ts'

export type TokenKind =
  | 'identifier'
  | 'keyword'
  | 'variable'
  | 'field'
  | 'number'
  | 'format'
  | 'symbol'
  | 'quote'
  | 'end'

export interface Token {
  kind: TokenKind
  text: string
  /** Where the text goes on after the token. */
  end: number
}

const keywords = new Set(
  `or and module import include def as label break null true false if then elif else end try catch reduce foreach`.split(
    ' ',
  ),
)

// Longest first.
const symbols = ['?//', '//=', '|=', '+=', '-=', '*=', '/=', '%=', '==', '!=', '>=', '<=', '..', '//']
const identifier = /[A-Za-z_][A-Za-z_0-9]*(?:::[A-Za-z_][A-Za-z_0-9]*)?/y
const plainName = /[A-Za-z_][A-Za-z_0-9]*/y
const word = /[A-Za-z_0-9]+/y
const number = /(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/y
const blank = /(?:[\t\n\r ]|#(?:\\(?:\r\n|[\s\S])|[^\\\n\r])*)*/y

/** The token at a position, as gojq 0.12 cuts them (lexer.go). */
export function tokenAt(source: string, position: number): Token {
  const at = endOf(blank, source, position) ?? position
  const first = source[at]
  if (first === undefined) return { kind: 'end', text: '', end: at }
  if (first === '"') return { kind: 'quote', text: first, end: at + 1 }
  const name = endOf(identifier, source, at)
  if (name !== null) {
    const text = source.slice(at, name)
    return { kind: keywords.has(text) ? 'keyword' : 'identifier', text, end: name }
  }
  const digits = endOf(number, source, at)
  if (digits !== null) {
    if (/[A-Za-z_.]/.test(source[digits] ?? ''))
      throw new NotAProgram(`invalid token "${source.slice(at, digits + 1)}"`)
    return { kind: 'number', text: source.slice(at, digits), end: digits }
  }
  if (first === '.' || first === '$' || first === '@') {
    const name = first === '$' ? identifier : first === '@' ? word : plainName
    const end = endOf(name, source, at + 1)
    const kind = first === '.' ? 'field' : first === '$' ? 'variable' : 'format'
    if (end !== null) return { kind, text: source.slice(first === '.' ? at + 1 : at, end), end }
  }
  const symbol = symbols.find(candidate => source.startsWith(candidate, at)) ?? first
  return { kind: 'symbol', text: symbol, end: at + symbol.length }
}

function endOf(pattern: RegExp, source: string, at: number): number | null {
  pattern.lastIndex = at
  return pattern.test(source) ? pattern.lastIndex : null
}

const escapes: Record<string, string> = { '"': '"', '/': '/', '\\': '\\', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

/** The part of a string up to its end or up to an interpolation `\(`. */
export function stringPart(source: string, from: number): { text: string; next: 'end' | 'query'; end: number } {
  let text = ''
  for (let at = from; at < source.length; at += 1) {
    const char = source.charAt(at)
    if (char === '"') return { text, next: 'end', end: at + 1 }
    if (char !== '\\') {
      text += char
      continue
    }
    at += 1
    const letter = source[at]
    if (letter === '(') return { text, next: 'query', end: at + 1 }
    if (letter === undefined) break
    const hex = /^[0-9a-fA-F]{4}/.exec(source.slice(at + 1, at + 5))
    if (letter === 'u' && hex) {
      text += String.fromCharCode(Number.parseInt(hex[0], 16))
      at += 4
    } else if (Object.hasOwn(escapes, letter)) text += escapes[letter]
    else throw new NotAProgram(`invalid escape sequence "\\${letter}" in string literal`)
  }
  throw new NotAProgram('unterminated string literal')
}
