import { trimEnd } from './blanks.ts'
import type { Context } from './context.ts'
import { toParts } from './lines.ts'
import type { Piece } from './piece.ts'
import type { Part } from './plan.ts'

export const doubleQuoted = /"(?:[^"\\]|\\.)*"/s
export const singleQuoted = /'(?:[^']|'')*'(?!')/
export const quotedStart = new RegExp(`^(?:${doubleQuoted.source}|${singleQuoted.source})`)

/** The whole text stands in one pair of quotes. */
export function isQuoted(text: string): boolean {
  return quotedStart.exec(text)?.[0].length === text.length
}

/** The quote that a value opens and does not close. */
export function openQuote(text: string): '"' | "'" | null {
  const [quote] = text
  return (quote === '"' || quote === "'") && !quotedStart.test(text) ? quote : null
}

/** Where a further line of a quoted text ends it, or -1. */
export function closingQuote(line: string, quote: '"' | "'"): number {
  const match = (quote === '"' ? /^(?:[^"\\]|\\.)*"/ : /^(?:[^']|'')*'(?!')/).exec(line)
  return match ? match[0].length : -1
}

/** Without the blanks at its end, but for one that is escaped: `"a\ `. */
export function trimLine(text: string): string {
  const trimmed = trimEnd(text)
  return trimmed.length < text.length && endsInBackslash(trimmed) ? text.slice(0, trimmed.length + 1) : trimmed
}

/** In double quotes it joins the next line without a blank. */
export function endsInBackslash(text: string): boolean {
  let start = text.length
  while (text.charAt(start - 1) === '\\') start--
  return (text.length - start) % 2 === 1
}

/** Text with values between quotes, or a key with them; what is left of the text stands as it is. */
export function quotedParts({ text, holes }: Piece, context: Context): Part[] {
  const decode = text.startsWith('"') ? unquoteDouble : unquoteSingle
  return toParts(text.slice(1, -1), holes, context).map(part => (typeof part === 'string' ? decode(part) : part))
}

/** What the author wrote between quotes, as YAML reads it. */
export function unquote(text: string): string {
  if (text.startsWith("'")) return unquoteSingle(text.slice(1, -1))
  return text.startsWith('"') ? unquoteDouble(text.slice(1, -1)) : text
}

function unquoteSingle(text: string): string {
  return text.replaceAll("''", "'")
}

function unquoteDouble(text: string): string {
  return text.replaceAll(/\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/gs, (_, x, u, long, single) => {
    const hex = x ?? u ?? long
    if (hex === undefined) return escapes[single] ?? single
    const code = Number.parseInt(hex, 16)
    return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code)
  })
}

const escapes: Record<string, string> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
}
