import { flowText, pad } from '../yaml.ts'
import { trim } from './blanks.ts'
import { branch, evaluate } from './evaluate.ts'
import { jsonHelp, notText } from './helpers.ts'
import type { Expr, FlowScalar, Part, Span, TextLine, Value } from './plan.ts'
import { complain, type Run, spend, stop } from './run.ts'
import type { Scope } from './scope.ts'
import { textOf } from './truth.ts'

/** What a line's value came to: the author's own YAML, or data to be written. Absent values are undefined. */
export type Filled = { raw: string } | { value: unknown }

/** The values of a line, put together. `at` is the line's, `column` where it begins. */
export function fill(value: Value, scope: Scope, run: Run, at: Span, column: number): Filled | undefined {
  switch (value.is) {
    case 'raw':
      return {
        raw: value.more.reduce((text, [indent, line]) => `${text}\n${pad(column + indent)}${line}`, value.text),
      }
    case 'expr': {
      const filled = evaluate(value.expr, scope, run)
      return filled === undefined ? undefined : { value: filled }
    }
    case 'text':
      return fillText(value, scope, run, at)
    case 'flow':
      return fillFlow(value.parts, scope, run, at)
    case 'block': {
      const text = fillBlock(value.lines, scope, run, at)
      return text === undefined ? undefined : { value: chomp(text, value.chomping) }
    }
  }
}

type Fragment = string | { expr: Expr; value: unknown; scope: Scope }

function gather(parts: Part[], scope: Scope, run: Run, into: Fragment[]): Fragment[] {
  for (const part of parts) {
    if (run.stopped) break
    if (typeof part === 'string') into.push(part)
    else if ('body' in part) branch(part, scope, run, (body, inner) => gather(body, inner, run, into))
    else into.push({ expr: part, value: evaluate(part, scope, run), scope })
  }
  return into
}

/** One string. It is absent when one of its values is. */
export function joinParts(parts: Part[], scope: Scope, run: Run, at: Span): string | undefined {
  return join(gather(parts, scope, run, []), run, at)
}

function join(fragments: Fragment[], run: Run, at: Span): string | undefined {
  let text = ''
  for (const fragment of fragments) {
    if (typeof fragment === 'string') text += fragment
    else {
      const { expr, value, scope } = fragment
      if (typeof value === 'object' && value !== null) {
        complain(run, scope, { at: expr.at, of: expr }, 'TP006', notText(value), { help: jsonHelp })
        return undefined
      }
      const piece = textOf(value)
      if (piece === undefined) return undefined
      text += piece
    }
    if (!fits(text, run, at)) return undefined
  }
  return text
}

function fits(text: string, run: Run, at: Span): boolean {
  if (text.length > run.budget.characters) stop(run, at, 'the template makes more text than it may')
  return spend(run, text.length >> 16, at)
}

/** A value alone keeps its type, text alone is the author's YAML; together they are a string. */
function fillText({ parts, quoted }: FlowScalar, scope: Scope, run: Run, at: Span): Filled | undefined {
  const fragments = gather(parts, scope, run, [])
  const [first, second] = fragments
  if (!quoted) {
    if (first !== undefined && second === undefined && typeof first !== 'string') {
      return first.value === undefined ? undefined : { value: first.value }
    }
    if (fragments.every(fragment => typeof fragment === 'string')) {
      const raw = trim(fragments.join(''))
      return raw === '' ? undefined : { raw }
    }
  }
  const value = join(fragments, run, at)
  return value === undefined ? undefined : { value }
}

function fillFlow(parts: (string | FlowScalar)[], scope: Scope, run: Run, at: Span): Filled | undefined {
  let raw = ''
  for (const part of parts) {
    if (typeof part === 'string') raw += part
    else {
      const filled = fillText(part, scope, run, at)
      if (!filled) return undefined
      raw += 'raw' in filled ? filled.raw : flowText(filled.value)
    }
    if (!fits(raw, run, at)) return undefined
  }
  return { raw }
}

/** Lines of text. One whose value is absent disappears; further lines of a value stand beneath the first. */
function fillBlock(lines: TextLine[], scope: Scope, run: Run, at: Span): string | undefined {
  const out: string[] = []
  const add = (body: TextLine[], inner: Scope) => {
    for (const line of body) {
      if (line.is !== 'line') {
        branch(line, inner, run, add)
        continue
      }
      if (!spend(run, 1, at)) return
      const text = joinParts(line.parts, inner, run, at)
      if (text !== undefined)
        out.push(text === '' ? line.margin : line.margin + text.replaceAll('\n', `\n${line.margin}`))
    }
  }
  add(lines, scope)
  return out.length === 0 && lines.length > 0 ? undefined : out.join('\n')
}

function chomp(text: string, chomping: '' | '-' | '+'): string {
  if (chomping === '+') return `${text}\n`
  const stripped = text.replace(/\n+$/, '')
  return chomping === '-' || stripped === '' ? stripped : `${stripped}\n`
}
