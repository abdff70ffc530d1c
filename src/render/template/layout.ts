import { type Context, fault } from './context.ts'
import { toParts } from './lines.ts'
import type { Expr, Key, Line, Part, Plan, Span, Spot, Step, TextLine, Value } from './plan.ts'
import { unquote } from './quotes.ts'
import { hole, indentOf, isBlank, linesOf, type Source, type SourceBlock, type SourceLine } from './source.ts'
import { cut, isOpen, type Piece, quotedParts, splitKey, splitNote, toValue, trim } from './value.ts'

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

function isComment(line: SourceLine): boolean {
  return /^\s*#/.test(line.text)
}

function startsItem(line: SourceLine): boolean {
  return /^\s*-(?:\s|$)/.test(line.text)
}

function spanOf(line: SourceLine): Span {
  const start = indentOf(line) + 1
  return line.holes[0]?.at ?? [line.number, start, line.number, line.text.trimEnd().length + 1]
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

function spotOf(sources: Source[]): Spot {
  for (const line of linesOf(sources)) {
    if (!isBlank(line) && !isComment(line)) return { column: indentOf(line), item: startsItem(line) }
  }
  return { column: 0, item: false }
}

/** Adds the steps of a line and returns the index of the first line it does not take with it. */
function addLine(line: SourceLine, sources: Source[], after: number, out: Step[], sheet: Sheet): number {
  const { context } = sheet
  if (isBlank(line)) return after
  const at = spanOf(line)
  let column = indentOf(line)
  if (/^ *\t/.test(line.text)) fault(context, 'TP005', at, 'YAML is not indented with tabs', { help: 'Use blanks.' })
  let [, piece] = cut(line, column)
  piece = { ...piece, text: piece.text.trimEnd() }
  if (piece.text.startsWith('#')) {
    out.push({ is: 'comment', column, text: toParts(piece.text, piece.holes, context) })
    return after
  }
  if (/^---(?:\s+#.*)?$/.test(piece.text)) {
    out.push({ is: 'document' })
    return after
  }

  if (/^\?(?:\s|$)/.test(piece.text)) fault(context, 'TP005', at, 'a key cannot be written with `?` in a template')
  let parent = column - 1
  for (let dash = /^-(?:\s+|$)/.exec(piece.text); dash; dash = /^-(?:\s+|$)/.exec(piece.text)) {
    leave(column, sheet)
    out.push({ is: 'item', at, column })
    parent = column
    column += Math.max(dash[0].length, 2)
    piece = cut(piece, dash[0].length)[1]
  }
  const split = splitKey(piece)
  const names = enter(column, sheet)
  if (!split) {
    const follow: Follow = { line, sources, after, parent, hasHead: parent >= indentOf(line), sheet }
    if (piece.text === '' && hasLinesBeneath(line, parent, sheet)) return after
    return addValue({ is: 'value', at, column }, piece, names, follow, out)
  }
  const key = toKey(split[0], context)
  if (typeof key === 'string') names.add(unquote(key))
  const follow: Follow = { line, sources, after, parent: column, hasHead: true, sheet }
  const [value, note] = splitNote(split[1])
  if (value.text === '' && hasLinesBeneath(line, column, sheet)) {
    out.push({ is: 'header', at, column, key, ...toNote(note, context) })
    return after
  }
  const [whole] = value.holes
  if (value.text === hole && whole?.is === 'partial') {
    out.push({ is: 'header', at, column, key, ...toNote(note, context) })
    out.push({ ...whole, column: column + 2 })
    return after
  }
  return addValue({ is: 'entry', at, column, key }, split[1], null, follow, out)
}

/** What a value may take with it from the lines after its own. */
interface Follow {
  line: SourceLine
  sources: Source[]
  after: number
  /** The column of the key or dash that the value belongs to. */
  parent: number
  hasHead: boolean
  sheet: Sheet
}

type Start = Extract<Line, { is: 'entry' | 'value' }> extends infer T ? (T extends T ? Omit<T, 'value'> : never) : never

function addValue(start: Start, piece: Piece, names: Set<string> | null, follow: Follow, out: Step[]): number {
  const { context } = follow.sheet
  const [body, note] = splitNote(piece)
  const noted = toNote(note, context)
  const [whole] = body.holes
  if (body.text === hole && whole?.is === 'partial') {
    out.push({ ...whole, column: start.column })
    return follow.after
  }
  const scalar = /^([|>])([-+]?)([1-9]?)([-+]?)$/.exec(body.text)
  const taken = scalar ? blockScalar(scalar, start.column, follow) : flatValue(body, start.column, follow)
  if (taken.value.is === 'expr' && names) allowRest(taken.value.expr, names, context)
  out.push({ ...start, value: taken.value, ...noted } as Line)
  return taken.after
}

function allowRest(expr: Expr, names: Set<string>, context: Context): void {
  if (context.rests.has(expr)) context.rests.set(expr, names)
}

interface Taken {
  value: Value
  after: number
}

function flatValue(body: Piece, column: number, follow: Follow): Taken {
  const { context } = follow.sheet
  if (isOpen(body.text) === 'flow') return openFlow(body, follow)
  const value = toValue(body, context)
  let { after } = follow
  if (value.is !== 'raw') {
    refuseBeneath(follow)
    return { value, after }
  }
  // The author's own value may go on, over lines that are deeper or, without a key, as deep.
  let { text } = body
  for (
    let next = follow.sources[after];
    next?.is === 'line' && continues(next, text, follow);
    next = follow.sources[after]
  ) {
    value.more.push([Math.max(indentOf(next) - column, 0), next.text.trim()])
    text += ` ${next.text.trim()}`
    after++
  }
  if (after === follow.after && text !== '') refuseBeneath(follow)
  return { value, after }
}

function continues(line: SourceLine, before: string, { parent, hasHead }: Follow): boolean {
  if (line.holes.length > 0) return false
  if (isOpen(before)) return true
  if (isBlank(line) || isComment(line) || indentOf(line) <= parent) return false
  return hasHead || !(startsItem(line) || splitKey({ text: line.text.trim(), holes: [] }))
}

/** Nothing can stand beneath a key that has its value on its own line. */
function refuseBeneath({ line, parent, hasHead, sheet }: Follow): void {
  const next = sheet.next.get(line)
  if (!hasHead || !next || indentOf(next) <= parent) return
  const help = 'To put more lines beside a map or list, write `{{value}}` on a line of its own beneath the key.'
  fault(sheet.context, 'TP005', spanOf(next), `this stands beneath line ${line.number}, which already has a value`, {
    help,
  })
}

function openFlow(body: Piece, { sources, after, line, sheet }: Follow): Taken {
  let whole = body
  let end = after
  while (isOpen(whole.text)) {
    const next = sources[end]
    if (next?.is !== 'line') {
      const help = 'Write a list with `{{#each}}` as lines that begin with `- `.'
      const message = next ? 'a block cannot stand inside brackets' : 'the brackets are never closed'
      fault(sheet.context, 'TP005', next?.at ?? spanOf(line), message, { help })
      break
    }
    const [more] = splitNote(trim(next))
    whole = { text: `${whole.text} ${more.text}`, holes: [...whole.holes, ...more.holes] }
    end++
  }
  return { value: toValue(whole, sheet.context), after: end }
}

function blockScalar(match: RegExpExecArray, column: number, follow: Follow): Taken {
  const [header, style, before, digit, behind] = match
  const { context } = follow.sheet
  const content: Source[] = []
  let { after } = follow
  for (let next = follow.sources[after]; next && isBeneath(next, follow.parent); next = follow.sources[after]) {
    content.push(next)
    after++
  }
  const lines = [...linesOf(content)]
  const first = lines.find(line => !isBlank(line))
  const margin = digit ? follow.parent + Number(digit) : first ? indentOf(first) : 0
  if (style === '>') {
    const filled = content.find(source => source.is === 'block') ?? lines.find(line => line.holes.length > 0)
    if (filled) {
      const at = filled.is === 'block' ? filled.at : spanOf(filled)
      fault(context, 'TP005', at, 'folded text cannot hold values', { help: 'Use `|` in place of `>`.' })
    }
    const more = lines.map((line): [number, string] => [Math.max(indentOf(line) - column, 0), line.text.trim()])
    return { value: { is: 'raw', text: header, more }, after }
  }
  const chomping = before === '+' || behind === '+' ? '+' : before === '-' || behind === '-' ? '-' : ''
  return { value: { is: 'block', lines: textLines(content, margin, context), chomping }, after }
}

function isBeneath(source: Source, parent: number): boolean {
  if (source.is === 'line') return isBlank(source) || indentOf(source) > parent
  const first = [...linesOf([source])].find(line => !isBlank(line))
  return first !== undefined && indentOf(first) > parent
}

function textLines(sources: Source[], margin: number, context: Context): TextLine[] {
  return sources.map(source => {
    if (source.is === 'block') {
      const { head } = source
      const branches = {
        body: textLines(source.body, margin, context),
        otherwise: textLines(source.otherwise, margin, context),
      }
      return head.is === 'if' ? { ...head, ...branches } : { ...head, ...branches, spot: spotOf([]) }
    }
    const indent = indentOf(source)
    if (!isBlank(source) && indent < margin) {
      fault(context, 'TP005', spanOf(source), 'this line is less indented than the text it belongs to')
    }
    const [blanks, piece] = cut(source, Math.min(indent, source.text.length))
    return { is: 'line', margin: blanks.text.slice(margin), parts: toParts(piece.text, piece.holes, context) }
  })
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
  return line.text[column] === '-' && /^\s|^$/.test(line.text.slice(column + 1))
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
