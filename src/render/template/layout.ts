import { trimEnd } from './blanks.ts'
import { type Context, fault } from './context.ts'
import { toParts } from './lines.ts'
import { cut, type Piece } from './piece.ts'
import type { Key, Part, Plan, Step, Value } from './plan.ts'
import { quotedParts, trimLine, unquote } from './quotes.ts'
import {
  hole,
  indentOf,
  isBlank,
  isComment,
  linesOf,
  type Source,
  type SourceBlock,
  type SourceLine,
  spanOfLine,
  spotOf,
  startsItem,
} from './source.ts'
import { type Follow, takeValue } from './spread.ts'
import { splitKey, splitNote } from './value.ts'

/** Reads the layout of YAML off the lines of a template: which line is the head of which, and what stands in which column. */
export function layOut(sources: Source[], context: Context): Plan {
  const plan = steps(sources, { context, next: successors(sources), levels: [] })
  for (const [expr, names] of context.rests) {
    if (names && expr.is === 'call') expr.named = [...names]
    else fault(context, 'TP003', expr.at, '`rest` writes lines, so it stands on a line of its own: `{{rest value}}`')
  }
  return plan
}

interface Sheet {
  context: Context
  /** The line that follows in the text, whatever blocks either is in. */
  next: Map<SourceLine, SourceLine>
  /** The maps around the current line, by column, with the keys of their lines so far: what `rest` leaves out. */
  levels: { column: number; names: Set<string> }[]
}

function successors(sources: Source[]): Map<SourceLine, SourceLine> {
  const next = new Map<SourceLine, SourceLine>()
  let previous: SourceLine | undefined
  for (const line of linesOf(sources)) {
    if (isBlank(line) || isComment(line)) continue
    if (previous) next.set(previous, line)
    previous = line
  }
  return next
}

function steps(sources: Source[], sheet: Sheet): Step[] {
  const out: Step[] = []
  for (let i = 0; i < sources.length; ) {
    const source = sources[i]
    if (!source) break
    if (source.is === 'block') {
      out.push(blockStep(source, sheet))
      i++
    } else i = addLine(source, sources, i + 1, out, sheet)
  }
  return out
}

function blockStep({ head, ...block }: SourceBlock, sheet: Sheet): Step {
  const branches = { body: steps(block.body, sheet), otherwise: steps(block.otherwise, sheet) }
  return head.is === 'if' ? { ...head, ...branches } : { ...head, ...branches, spot: spotOf(block.body) }
}

/** Adds the steps of a line and returns the index of the first line it does not take with it. */
function addLine(line: SourceLine, sources: Source[], after: number, out: Step[], sheet: Sheet): number {
  const { context } = sheet
  if (isBlank(line)) return after
  const at = spanOfLine(line)
  let column = indentOf(line)
  let [, piece] = cut(line, column)
  piece = { ...piece, text: /[["{]/.test(piece.text) ? trimLine(piece.text) : trimEnd(piece.text) }
  if (/^ *\t/.test(line.text)) fault(context, 'TP005', at, 'YAML is not indented with tabs', { help: 'Use blanks.' })
  if (/^\?(?:[ \t]|$)/.test(piece.text)) fault(context, 'TP005', at, 'a key cannot be written with `?` in a template')
  if (/^---(?:[ \t]+#.*)?$/.test(piece.text)) {
    out.push({ is: 'document' })
    return after
  }

  let parent = -1
  for (let dash = /^-(?:[ \t]+|$)/.exec(piece.text); dash; dash = /^-(?:[ \t]+|$)/.exec(piece.text)) {
    leave(column, sheet)
    out.push({ is: 'item', at, column })
    parent = column
    column += Math.max(dash[0].length, 2)
    piece = cut(piece, dash[0].length)[1]
  }
  const hasDash = parent >= 0
  if (!hasDash) parent = column - 1
  if (piece.text.startsWith('#')) {
    out.push({ is: 'comment', column, text: toParts(piece.text, piece.holes, context) })
    if (!hasDash) return after
    piece = { text: '', holes: [] }
  }
  const names = enter(column, sheet)
  const next = sheet.next.get(line)
  const follow: Follow = { line, next, sources, after, parent, hasHead: hasDash, context }
  const split = splitKey(piece)
  if (!split) {
    if (piece.text === '' && hasLinesBeneath(line, parent, sheet)) return after
    return addValue(piece, column, { ...follow, names }, out, (value, note) => ({
      is: 'value',
      at,
      column,
      value,
      ...note,
    }))
  }
  const key = toKey(split[0], context)
  if (typeof key === 'string') names.add(unquote(key))
  const [value, note] = splitNote(split[1])
  const header: Step = { is: 'header', at, column, key, ...toNote(note, context) }
  if (value.text === '' && hasLinesBeneath(line, column, sheet)) {
    out.push(header)
    return after
  }
  const [whole] = value.holes
  if (value.text === hole && whole?.is === 'partial') {
    out.push(header, { ...whole, column: column + 2 })
    return after
  }
  const beneath = { ...follow, parent: column, hasHead: true, names: null }
  return addValue(split[1], column, beneath, out, (value, note) => ({ is: 'entry', at, column, key, value, ...note }))
}

/** The names beside it, for a value that has a line to itself: there it may be `rest`. */
type Beside = Follow & { names: Set<string> | null }

function addValue(
  piece: Piece,
  column: number,
  follow: Beside,
  out: Step[],
  toStep: (value: Value, note: { note?: Part[] }) => Step,
): number {
  const { context, names } = follow
  const [body, note] = splitNote(piece)
  const [whole] = body.holes
  if (body.text === hole && whole?.is === 'partial') {
    out.push({ ...whole, column })
    return follow.after
  }
  const { value, after } = takeValue(body, column, follow)
  if (value.is === 'expr' && names && context.rests.has(value.expr)) context.rests.set(value.expr, names)
  out.push(toStep(value, toNote(note, context)))
  return after
}

function toKey(piece: Piece, context: Context): Key {
  if (piece.holes.length === 0) return piece.text
  return /^["']/.test(piece.text) ? quotedParts(piece, context) : toParts(piece.text, piece.holes, context)
}

function toNote(note: Piece | undefined, context: Context): { note?: Part[] } {
  return note ? { note: toParts(note.text, note.holes, context) } : {}
}

function hasLinesBeneath(line: SourceLine, column: number, { next }: Sheet): boolean {
  const following = next.get(line)
  if (!following) return false
  const indent = indentOf(following)
  return indent > column || (indent === column && startsItem(following) && !startsAt(line, column))
}

/** The line is an item itself, so that the next item in its column is its neighbour. */
function startsAt(line: SourceLine, column: number): boolean {
  return line.text[column] === '-' && /^[ \t]|^$/.test(line.text.slice(column + 1))
}

function leave(column: number, { levels }: Sheet): void {
  while ((levels.at(-1)?.column ?? -1) > column) levels.pop()
}

/** The keys of the map whose lines stand in this column. */
function enter(column: number, sheet: Sheet): Set<string> {
  leave(column, sheet)
  const top = sheet.levels.at(-1)
  if (top?.column === column) return top.names
  const names = new Set<string>()
  sheet.levels.push({ column, names })
  return names
}
