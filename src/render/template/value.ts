import { type Context, fault } from './context.ts'
import { toParts } from './lines.ts'
import type { FlowScalar, Part, Value } from './plan.ts'
import { unquoteDouble, unquoteSingle } from './quotes.ts'
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

export function trim(piece: Piece): Piece {
  return { text: piece.text.trim(), holes: piece.holes }
}

const doubleQuoted = /"(?:[^"\\]|\\.)*"/
const singleQuoted = /'(?:[^']|'')*'/
const quotedStart = new RegExp(`^(?:${doubleQuoted.source}|${singleQuoted.source})`)
const quotedKey = new RegExp(`${quotedStart.source}(?=\\s*:(?:\\s|$))`)
const flowStart = new RegExp(`^[[{](?:${doubleQuoted.source}|${singleQuoted.source}|(?!\\s#)[^"'])*`)

/** The key of a line and what follows its colon, or null for a line without a key. */
export function splitKey(piece: Piece): [key: Piece, rest: Piece] | null {
  const { text } = piece
  const quoted = quotedKey.exec(text)
  if (!quoted && /^["'[{|>]/.test(text)) return null
  const colon = quoted ? text.indexOf(':', quoted[0].length) : text.search(/:(?:\s|$)/)
  if (colon < 0 || (!quoted && /(?:^|\s)#/.test(text.slice(0, colon)))) return null
  const [key, rest] = cut(piece, colon)
  const [, value] = cut(rest, 1)
  return [trim(key), trim(value)]
}

/** A value and the comment after it. */
export function splitNote(piece: Piece): [value: Piece, note: Piece | undefined] {
  const { text } = piece
  const end = (quotedStart.exec(text) ?? flowStart.exec(text))?.[0].length ?? 0
  const comment = /(?:^|\s)#/.exec(text.slice(end))
  if (!comment) return [piece, undefined]
  const [value, note] = cut(piece, end + comment.index)
  return [trim(value), trim(note)]
}

/** Brackets or a quote are still open at the end of the line. */
export function isOpen(text: string): 'flow' | 'quote' | null {
  if (/^["']/.test(text)) return quotedStart.test(text) ? null : 'quote'
  if (!/^[[{]/.test(text)) return null
  let depth = 0
  for (const [token] of text.matchAll(flowToken)) depth += /^[[{]$/.test(token) ? 1 : /^[\]}]$/.test(token) ? -1 : 0
  return depth > 0 ? 'flow' : null
}

/** The value of a line. Without holes it is the author's own YAML. */
export function toValue(piece: Piece, context: Context): Value {
  const { text, holes } = piece
  const [first] = holes
  if (!first) return { is: 'raw', text, more: [] }
  if (text === hole && first.is === 'part' && !isBranching(first.part)) return { is: 'expr', expr: first.part }
  if (/^[[{]/.test(text)) return { is: 'flow', parts: flowParts(piece, context) }
  const quoted = quotedStart.exec(text)?.[0].length === text.length
  if (!quoted && /^[&*!%@`|>"']/.test(text)) {
    const help = text.startsWith('!')
      ? 'For a string write `{{quote value}}`.'
      : 'Write the line without values, or without it.'
    fault(context, 'TP005', first.at, `a value cannot follow \`${text[0]}\``, { help })
  }
  return { is: 'text', parts: quoted ? quotedParts(piece, context) : toParts(text, holes, context), quoted }
}

function isBranching(part: Exclude<Part, string>): part is Extract<Part, { body: Part[] }> {
  return 'body' in part
}

/** Text with values between quotes, or a key with them; what is left of the text stands as it is. */
export function quotedParts({ text, holes }: Piece, context: Context): Part[] {
  const decode = text.startsWith('"') ? unquoteDouble : unquoteSingle
  return toParts(text.slice(1, -1), holes, context).map(part => (typeof part === 'string' ? decode(part) : part))
}

const flowToken = new RegExp(
  `\\s+|${doubleQuoted.source}|${singleQuoted.source}|[[\\]{},]|:(?=[\\s[\\]{},]|$)|[^\\s"'[\\]{},:]+|["':]`,
  'g',
)
const delimiter = /^(?:[[\]{},]|:)$/

/** The author's brackets, commas and scalars stay; a scalar with holes becomes one to be filled. */
function flowParts(piece: Piece, context: Context): (string | FlowScalar)[] {
  const parts: (string | FlowScalar)[] = []
  let left = piece
  let run = 0
  const close = () => {
    const [scalar, rest] = cut(left, run)
    left = rest
    run = 0
    const core = trim(scalar)
    if (core.holes.length === 0) {
      parts.push(scalar.text)
      return
    }
    const start = scalar.text.indexOf(core.text)
    const quoted = quotedStart.exec(core.text)?.[0].length === core.text.length
    const filled = { quoted, parts: quoted ? quotedParts(core, context) : toParts(core.text, core.holes, context) }
    parts.push(scalar.text.slice(0, start), filled, scalar.text.slice(start + core.text.length))
  }
  for (const [token] of piece.text.matchAll(flowToken)) {
    const ends = delimiter.test(token) && (token !== ':' || /^:(?:[\s[\]{},]|$)/.test(left.text.slice(run)))
    if (!ends) {
      run += token.length
      continue
    }
    close()
    parts.push(token)
    left = cut(left, token.length)[1]
  }
  close()
  return parts.filter(part => part !== '')
}
