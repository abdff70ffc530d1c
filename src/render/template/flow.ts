import { isBlank } from './blanks.ts'
import type { Context } from './context.ts'
import { toParts } from './lines.ts'
import { type Piece, trimPiece } from './piece.ts'
import type { FlowScalar } from './plan.ts'
import { doubleQuoted, isQuoted, quotedParts, singleQuoted } from './quotes.ts'
import { hole } from './source.ts'

/** What is still open at one point of a value in brackets. */
export interface FlowState {
  depth: number
  quote: string
  /** A scalar may begin here: only there does a quote open a quoted text. */
  begins: boolean
}

export function newFlow(): FlowState {
  return { depth: 0, quote: '', begins: true }
}

/** Reads on through a line of a value in brackets, and returns where its comment begins. */
export function readFlow(text: string, state: FlowState): number {
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i)
    if (state.quote !== '') {
      const escapes = state.quote === '"' ? character === '\\' : character === "'" && text.charAt(i + 1) === "'"
      if (escapes) i++
      else if (character === state.quote) state.quote = ''
      continue
    }
    if (state.begins && (character === '"' || character === "'")) state.quote = character
    else if (character === '[' || character === '{') state.depth++
    else if (character === ']' || character === '}') state.depth--
    else if (character === '#' && (i === 0 || isBlank(text.charCodeAt(i - 1)))) return i
    state.begins = /[[{,:]/.test(character) || (state.begins && isBlank(text.charCodeAt(i)))
  }
  return text.length
}

/** `{{` is no map in a map, but the braces that `\\{{` leaves for Prometheus or Flagger to fill in. */
export function isFlow(text: string): boolean {
  return /^(?:\[|\{(?!\{))/.test(text)
}

export function opensFlow(text: string): boolean {
  const state = newFlow()
  if (isFlow(text)) readFlow(text, state)
  return state.depth > 0
}

const flowToken = new RegExp(
  `[ \\t]+|${doubleQuoted.source}|${singleQuoted.source}|[[\\]{},]|:(?=[ \\t[\\]{},]|$)|[^ \\t"'[\\]{},:]+|["':]`,
  'g',
)
const delimiter = /^(?:[[\]{},]|:)$/

/** The author's brackets, commas and scalars stay; a scalar with holes becomes one to be filled. */
export function flowParts({ text, holes }: Piece, context: Context): (string | FlowScalar)[] {
  const parts: (string | FlowScalar)[] = []
  let start = 0
  let used = 0
  const close = (end: number) => {
    const run = text.slice(start, end)
    const count = run.split(hole).length - 1
    if (count === 0) parts.push(run)
    else {
      parts.push(...flowScalar({ text: run, holes: holes.slice(used, used + count) }, context))
      used += count
    }
  }
  for (const { 0: token, index } of text.matchAll(flowToken)) {
    if (!delimiter.test(token) || (token === ':' && !/[ \t[\]{},]|^$/.test(text.charAt(index + 1)))) continue
    close(index)
    parts.push(token)
    start = index + token.length
  }
  close(text.length)
  return parts.filter(part => part !== '')
}

function flowScalar(run: Piece, context: Context): (string | FlowScalar)[] {
  const core = trimPiece(run)
  const start = run.text.indexOf(core.text)
  const quoted = isQuoted(core.text)
  const parts = quoted ? quotedParts(core, context) : toParts(core.text, core.holes, context)
  return [run.text.slice(0, start), { quoted, parts }, run.text.slice(start + core.text.length)]
}
