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
  let before: SourceLine[] = []
  for (const line of linesOf(sources)) {
    if (isBlank(line)) continue
    if (!isComment(line)) {
      for (const earlier of before) next.set(earlier, line)
      before = []
    }
    before.push(line)
  }
  return next
}

function steps(sources: Source[], sheet: Sheet): Step[] {
  const out: Step[] = []
  let after = 0
  while (after < sources.length) {
    const source = sources[after++]
    if (source?.is === 'block') out.push(blockStep(source, sheet))
    else if (source && !isBlank(source)) after = addLine({ line: source, sources, after, out, sheet })
  }
  return out
}

function blockStep({ head, ...block }: SourceBlock, sheet: Sheet): Step {
  const branches = { body: steps(block.body, sheet), otherwise: steps(block.otherwise, sheet) }
  return head.is === 'if' ? { ...head, ...branches } : { ...head, ...branches, spot: spotOf(block.body) }
}

/** A line, where its steps go, and the lines it may take with it. */
interface Place {
  line: SourceLine
  sources: Source[]
  after: number
  out: Step[]
  sheet: Sheet
}

/** Adds the steps of a line and returns the index of the first line it does not take with it. */
function addLine(place: Place): number {
  const { line, after, out, sheet } = place
  const { context } = sheet
  const at = spanOfLine(line)
  const indent = indentOf(line)
  const [, rest] = cut(line, indent)
  const text = /[["{]/.test(rest.text) ? trimLine(rest.text) : trimEnd(rest.text)
  if (/^ *\t/.test(line.text)) fault(context, 'TP005', at, 'YAML is not indented with tabs', { help: 'Use blanks.' })
  if (/^\?(?:[ \t]|$)/.test(text)) fault(context, 'TP005', at, 'a key cannot be written with `?` in a template')
  if (/^---(?:[ \t]+#.*)?$/.test(text)) {
    out.push({ is: 'document' })
    return after
  }
  const { piece, column, parent } = addItems({ text, holes: rest.holes }, indent, place)
  if (piece.text.startsWith('#')) {
    const next = sheet.next.get(line)
    const spot = next ? spotOf([next]) : null
    out.push({ is: 'comment', column, spot, text: toParts(piece.text, piece.holes, context) })
    return parent < 0 ? after : addContent({ text: '', holes: [] }, column, parent, place)
  }
  return addContent(piece, column, parent, place)
}

/** The dashes of a line; `parent` is the column of the last, or -1. */
function addItems(line: Piece, indent: number, { line: source, out, sheet }: Place) {
  const at = spanOfLine(source)
  let piece = line
  let column = indent
  let parent = -1
  for (let dash = dashOf(piece); dash; dash = dashOf(piece)) {
    leave(column, sheet)
    out.push({ is: 'item', at, column })
    parent = column
    column += Math.max(dash.length, 2)
    piece = cut(piece, dash.length)[1]
  }
  return { piece, column, parent }
}

function dashOf({ text }: Piece): string | undefined {
  return /^-(?:[ \t]+|$)/.exec(text)?.[0]
}

/** What follows the dashes: a value, or a key with its value or with lines beneath it. */
function addContent(piece: Piece, column: number, dash: number, place: Place): number {
  const { line, after, out, sheet } = place
  const { context } = sheet
  const at = spanOfLine(line)
  const names = enter(column, sheet)
  const parent = dash < 0 ? column - 1 : dash
  const split = splitKey(piece)
  if (!split) {
    if (piece.text === '' && hasLinesBeneath(line, parent, sheet)) return after
    const own = { column, parent, hasHead: dash >= 0, names }
    return addValue(piece, own, place, (value, note) => ({ is: 'value', at, column, value, ...note }))
  }
  const key = toKey(split[0], context)
  if (typeof key === 'string') names.add(unquote(key))
  const [value, note] = splitNote(split[1])
  const header: Step = { is: 'header', at, column, key, ...toNote(note, context) }
  const called = partialOf(value)
  if (called) {
    out.push(header, { ...called, column: column + 2 })
    return after
  }
  if (value.text === '' && hasLinesBeneath(line, column, sheet)) {
    out.push(header)
    return after
  }
  const own = { column, parent: column, hasHead: true, names: null }
  return addValue(split[1], own, place, (value, note) => ({ is: 'entry', at, column, key, value, ...note }))
}

function partialOf({ text, holes }: Piece) {
  const [whole] = holes
  return text === hole && whole?.is === 'partial' ? whole : undefined
}

/** `names`: those beside a value that has a line to itself, where it may be `rest`. */
type Own = Pick<Follow, 'column' | 'parent' | 'hasHead'> & { names: Set<string> | null }

function addValue(
  piece: Piece,
  { names, ...own }: Own,
  { line, sources, after, out, sheet }: Place,
  toStep: (value: Value, note: { note?: Part[] }) => Step,
): number {
  const { context } = sheet
  const [body, note] = splitNote(piece)
  const called = partialOf(body)
  if (called) {
    out.push({ ...called, column: own.column })
    return after
  }
  const taken = takeValue(body, { ...own, line, next: sheet.next.get(line), sources, after, context })
  const { value } = taken
  if (value.is === 'expr' && names && context.rests.has(value.expr)) context.rests.set(value.expr, names)
  out.push(toStep(value, toNote(note, context)))
  return taken.after
}

function toKey(piece: Piece, context: Context): Key {
  if (piece.holes.length === 0 && !piece.text.startsWith('{{')) return piece.text
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
