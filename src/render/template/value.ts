import { type Context, fault } from './context.ts'
import { flowParts, isFlow, newFlow, readFlow } from './flow.ts'
import { toParts } from './lines.ts'
import { cut, type Piece, trimPiece } from './piece.ts'
import type { Branch, Part, Value, Walk } from './plan.ts'
import { isQuoted, openQuote, quotedParts, quotedStart } from './quotes.ts'
import { hole } from './source.ts'

const quotedKey = new RegExp(`${quotedStart.source}(?=[ \\t]*:(?:[ \\t]|$))`, 's')

/** The key of a line and what follows its colon, or null for a line without a key. */
export function splitKey(piece: Piece): [key: Piece, rest: Piece] | null {
  const { text } = piece
  const quoted = quotedKey.exec(text)
  if (!quoted && (isFlow(text) || /^["'|>]/.test(text))) return null
  const colon = quoted ? text.indexOf(':', quoted[0].length) : text.search(/:(?:[ \t]|$)/)
  if (colon < 0 || (!quoted && /(?:^|[ \t])#/.test(text.slice(0, colon)))) return null
  const [key, rest] = cut(piece, colon)
  const [, value] = cut(rest, 1)
  return [trimPiece(key), trimPiece(value)]
}

/** A value and the comment after it. */
export function splitNote(piece: Piece): [value: Piece, note: Piece | undefined] {
  const at = noteStart(piece.text)
  if (at < 0) return [piece, undefined]
  const [value, note] = cut(piece, at)
  return [trimPiece(value), trimPiece(note)]
}

function noteStart(text: string): number {
  if (isFlow(text)) {
    const end = readFlow(text, newFlow())
    return end < text.length ? end : -1
  }
  if (openQuote(text)) return -1
  const quoted = quotedStart.exec(text)?.[0].length ?? 0
  const note = text.slice(quoted).search(/(?:^|[ \t])#/)
  return note < 0 ? -1 : quoted + note
}

/** The value of a line. Without holes it is the author's own YAML. */
export function toValue(piece: Piece, context: Context): Value {
  const { text, holes } = piece
  const [first] = holes
  if (text.startsWith('{{')) return { is: 'text', parts: toParts(text, holes, context), quoted: true }
  if (!first) return { is: 'raw', text, more: [] }
  if (text === hole && first.is === 'part' && !isBlock(first.part)) return { is: 'expr', expr: first.part }
  if (isFlow(text)) return { is: 'flow', parts: flowParts(piece, context) }
  const quoted = isQuoted(text)
  if (!quoted && /^[&*!%@`|>"']/.test(text)) {
    const help = text.startsWith('!')
      ? 'For a string write `{{quote value}}`.'
      : 'Write the line without it, or without values.'
    fault(context, 'TP005', first.at, `a value cannot follow \`${text[0]}\``, { help })
  }
  return { is: 'text', parts: quoted ? quotedParts(piece, context) : toParts(text, holes, context), quoted }
}

function isBlock(part: Exclude<Part, string>): part is Branch<Part> | Walk<Part> {
  return 'body' in part
}
