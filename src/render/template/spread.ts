import { trim, trimStart } from './blanks.ts'
import { type Context, fault } from './context.ts'
import { newFlow, opensFlow, readFlow } from './flow.ts'
import { toParts } from './lines.ts'
import { cut, type Piece } from './piece.ts'
import type { Span, TextLine, Value } from './plan.ts'
import { closingQuote, endsInBackslash, openQuote, quotedParts, trimLine } from './quotes.ts'
import {
  indentOf,
  isBlank,
  isComment,
  linesOf,
  type Source,
  type SourceLine,
  spanOfLine,
  spotOf,
  startsItem,
} from './source.ts'
import { splitKey, toValue } from './value.ts'

/** What a value may take with it from the lines after its own. */
export interface Follow {
  line: SourceLine
  /** The line that follows in the text, whatever blocks either is in. */
  next: SourceLine | undefined
  sources: Source[]
  after: number
  /** Where the value, or its key, stands. */
  column: number
  /** The column of the key or dash that it belongs to. */
  parent: number
  /** It has one on its own line. */
  hasHead: boolean
  context: Context
}

/** A value, and the index of the first line that is not part of it. */
export interface Taken {
  value: Value
  after: number
}

export function takeValue(body: Piece, follow: Follow): Taken {
  const { text } = body
  const scalar = /^([|>])([-+]?)([1-9]?)([-+]?)$/.exec(text)
  if (scalar) return takeBlock(scalar, follow)
  if (opensFlow(text)) return takeFlow(body, follow)
  const quote = openQuote(text)
  if (quote) return takeQuoted(body, quote, follow)
  const value = toValue(body, follow.context)
  return value.is === 'raw' && text !== '' ? takePlain(value, follow) : takeLine(value, follow)
}

/** A value that ends with its line: nothing can stand beneath its key. */
function takeLine(value: Value, { line, next, after, parent, hasHead, context }: Follow): Taken {
  if (hasHead && next && indentOf(next) > parent) {
    const help = 'To put more lines beside a map or list, write `{{value}}` on a line of its own beneath the key.'
    fault(context, 'TP005', spanOfLine(next), `this stands beneath line ${line.number}, which already has a value`, {
      help,
    })
  }
  return { value, after }
}

/** Plain text may go on over lines that are deeper or, without a key, as deep; so may what has only an anchor or a tag. */
function takePlain(value: Extract<Value, { is: 'raw' }>, follow: Follow): Taken {
  const isLabel = /^[&!]\S*$/.test(value.text)
  let { after } = follow
  let next = follow.sources[after]
  while (next?.is === 'line' && continues(next, follow)) {
    const text = trim(next.text)
    if (isLabel) value.more.push([indentOf(next) - follow.column, text])
    else value.text += ` ${text}`
    after++
    next = follow.sources[after]
  }
  return after === follow.after ? takeLine(value, follow) : { value, after }
}

function continues(line: SourceLine, { parent, hasHead }: Follow): boolean {
  if (line.holes.length > 0 || isBlank(line) || isComment(line) || indentOf(line) <= parent) return false
  return hasHead || !(startsItem(line) || splitKey({ text: trim(line.text), holes: [] }))
}

/** Quoted text over several lines: a line break is a blank, a blank line a line break. */
function takeQuoted(body: Piece, quote: '"' | "'", { line, sources, after, context }: Follow): Taken {
  let { text } = body
  const holes = [...body.holes]
  for (let end = after; ; end++) {
    const next = sources[end]
    if (next?.is !== 'line') {
      fault(
        context,
        'TP005',
        next?.at ?? spanOfLine(line),
        next ? 'a block cannot stand inside quotes' : 'the quotes are never closed',
      )
      return { value: { is: 'raw', text, more: [] }, after: end }
    }
    const more = trimStart(quote === '"' ? trimLine(next.text) : trim(next.text))
    const closed = closingQuote(more, quote)
    if (quote === '"' && endsInBackslash(text)) text = text.slice(0, -1)
    else if (more === '') text += '\n'
    else if (!text.endsWith('\n')) text += ' '
    text += closed < 0 ? more : more.slice(0, closed)
    holes.push(...next.holes)
    if (closed >= 0)
      return { value: { is: 'text', quoted: true, parts: quotedParts({ text, holes }, context) }, after: end + 1 }
  }
}

/** Brackets over several lines. With values in them they come out as one line. */
function takeFlow(body: Piece, { line, sources, after, column, context }: Follow): Taken {
  const state = newFlow()
  readFlow(body.text, state)
  const lines = [body]
  const more: [number, string][] = []
  let broken = false
  let end = after
  for (; state.depth > 0; end++) {
    const next = sources[end]
    if (next?.is !== 'line') {
      const help = 'Write a list with `{{#each}}` as lines that begin with `- `.'
      const message = next ? 'a block cannot stand inside brackets' : 'the brackets are never closed'
      fault(context, 'TP005', next?.at ?? spanOfLine(line), message, { help })
      break
    }
    broken ||= state.quote !== ''
    const [, piece] = cut(next, indentOf(next))
    lines.push(cut(piece, readFlow(piece.text, state))[0])
    more.push([Math.max(indentOf(next) - column, 0), piece.text])
  }
  const holes = lines.flatMap(piece => piece.holes)
  const [first] = holes
  if (!first) return { value: { is: 'raw', text: body.text, more }, after: end }
  if (broken) fault(context, 'TP005', first.at, 'inside brackets, a text over several lines cannot stand beside values')
  return { value: toValue({ text: lines.map(piece => trim(piece.text)).join(' '), holes }, context), after: end }
}

/** The lines of `|` and `>`. */
function takeBlock(match: RegExpExecArray, { sources, after, column, parent, context }: Follow): Taken {
  const [header, style, before, digit, behind] = match
  let end = after
  while (isBeneath(sources[end], parent)) end++
  const content = sources.slice(after, end)
  const first = [...linesOf(content)].find(line => !isBlank(line))
  const margin = digit ? parent + Number(digit) : first ? indentOf(first) : Number.POSITIVE_INFINITY
  if (style === '>') return { value: folded(header, content, column, context), after: end }
  const chomping = before === '+' || behind === '+' ? '+' : before === '-' || behind === '-' ? '-' : ''
  return { value: { is: 'block', lines: textLines(content, margin, context), chomping }, after: end }
}

function isBeneath(source: Source | undefined, parent: number): boolean {
  if (!source) return false
  if (source.is === 'line') return isBlank(source) || indentOf(source) > parent
  const first = [...linesOf([source])].find(line => !isBlank(line))
  return first !== undefined && indentOf(first) > parent
}

function folded(header: string, content: Source[], column: number, context: Context): Value {
  const more: [number, string][] = []
  for (const source of content) {
    if (source.is === 'block' || source.holes.length > 0) {
      const at: Span = source.is === 'block' ? source.at : spanOfLine(source)
      fault(context, 'TP005', at, 'folded text cannot hold values', { help: 'Use `|` in place of `>`.' })
    } else more.push([Math.max(indentOf(source) - column, 0), trimStart(source.text)])
  }
  return { is: 'raw', text: header, more }
}

function textLines(sources: Source[], margin: number, context: Context): TextLine[] {
  return sources.map(source => {
    if (source.is === 'block') {
      const { head } = source
      const body = textLines(source.body, margin, context)
      const otherwise = textLines(source.otherwise, margin, context)
      return head.is === 'if' ? { ...head, body, otherwise } : { ...head, body, otherwise, spot: spotOf([]) }
    }
    const indent = indentOf(source)
    if (!isBlank(source) && indent < margin) {
      fault(context, 'TP005', spanOfLine(source), 'this line is less indented than the text it belongs to')
    }
    const [blanks, piece] = cut(source, indent)
    return { is: 'line', margin: blanks.text.slice(margin), parts: toParts(piece.text, piece.holes, context) }
  })
}
