import { isMap } from '../../values/json.ts'
import { afterDash, afterKey, entry, keyText, longestKey } from '../yaml.ts'
import { branch, evaluate, type Instead } from './evaluate.ts'
import { type Filled, fill, joinParts } from './fill.ts'
import {
  addHead,
  dropLine,
  endDocument,
  type Mark,
  moveTo,
  newPaper,
  type Paper,
  startDocument,
  writeComment,
  writeInstead,
  writeLines,
} from './paper.ts'
import type { Block, Expr, Key, Line, Part, Plan, Span, Step, Value } from './plan.ts'
import { complain, type Run, spend, stop, type Template } from './run.ts'
import { rootScope, type Scope } from './scope.ts'

/** Follows a plan and gives its text. */
export function play(template: Template, run: Run, marks: Mark[] | null = null): string {
  const paper = newPaper(marks)
  playAll(template.plan, rootScope(run.root), { run, paper, shift: 0 })
  endDocument(paper)
  return paper.text
}

interface Stage {
  run: Run
  paper: Paper
  /** The column that a partial was called in. */
  shift: number
}

function playAll(steps: Plan, scope: Scope, stage: Stage): void {
  for (const step of steps) {
    if (stage.run.stopped) return
    playStep(step, scope, stage)
  }
}

function playStep(step: Step, scope: Scope, stage: Stage): void {
  const { paper, run } = stage
  if (paper.marks && 'at' in step) paper.source = { file: run.file, line: step.at[0] }
  switch (step.is) {
    case 'entry':
      playEntry(step, scope, stage)
      break
    case 'value':
      playValue(step, scope, stage)
      break
    case 'header':
      playHeader(step, scope, stage)
      break
    case 'item':
      playItem(step, stage)
      break
    case 'partial':
      playPartial(step, scope, stage)
      break
    case 'comment':
      playComment(step, scope, stage)
      break
    case 'document':
      startDocument(paper)
      break
    default:
      playBlock(step, scope, stage)
  }
}

function playEntry(step: Extract<Line, { is: 'entry' }>, scope: Scope, stage: Stage): void {
  const { run, paper } = stage
  if (!spend(run, 1, step.at)) return
  const column = step.column + stage.shift
  moveTo(paper, column, false)
  // Nearly every line is a plain key with one value.
  if (step.value.is === 'expr' && typeof step.key === 'string' && !step.note) {
    const value = evaluate(step.value.expr, scope, run)
    if (value === undefined) dropLine(paper)
    else write(stage, column, step.key + afterKey(value, column), '', step.at)
    return
  }
  const filled = fill(step.value, scope, run, step.at, column)
  const text = filled && entryText(step.key, filled, column, scope, stage, step.at)
  if (text === undefined) dropLine(paper)
  else write(stage, column, text, noteText(step.note, scope, stage, step.at), step.at)
}

function entryText(
  key: Key,
  filled: Filled,
  column: number,
  scope: Scope,
  { run }: Stage,
  at: Span,
): string | undefined {
  if (typeof key === 'string') return key + tail(filled, column)
  const name = joinParts(key, scope, run, at)
  if (name === undefined) return undefined
  return 'value' in filled ? entry(name, filled.value, column) : keyText(name) + tail(filled, column)
}

function tail(filled: Filled, column: number): string {
  if ('value' in filled) return afterKey(filled.value, column)
  return filled.raw === '' ? ':' : `: ${filled.raw}`
}

function playHeader(step: Extract<Line, { is: 'header' }>, scope: Scope, stage: Stage): void {
  const { run, paper } = stage
  if (!spend(run, 1, step.at)) return
  const column = step.column + stage.shift
  moveTo(paper, column, false)
  const name = typeof step.key === 'string' ? step.key : joinParts(step.key, scope, run, step.at)
  const key = typeof step.key === 'string' || name === undefined ? name : keyText(name)
  if (key !== undefined && key.length > longestKey) {
    complain(run, scope, { at: step.at }, 'TP006', `a key above lines has at most ${longestKey} characters`)
  }
  addHead(paper, 'key', column, key ?? null, noteText(step.note, scope, stage, step.at))
}

/** A value without a key: its entries or items are lines like those beside it. */
function playValue(step: Extract<Line, { is: 'value' }>, scope: Scope, stage: Stage): void {
  const { run, paper } = stage
  if (!spend(run, 1, step.at)) return
  const column = step.column + stage.shift
  const filled = fill(step.value, scope, run, step.at, column)
  moveTo(paper, column, isItems(step.value, filled))
  if (filled === undefined) {
    dropLine(paper)
    return
  }
  const note = noteText(step.note, scope, stage, step.at)
  if ('value' in filled && hasEntries(filled.value)) {
    write(stage, column, afterDash(filled.value, column), note, step.at)
  } else if (!writeInstead(paper, insteadText(filled, paper, column), note) && !isEmpty(filled)) {
    const of = step.value.is === 'expr' ? { of: step.value.expr } : {}
    complain(run, scope, { at: step.at, ...of }, 'TP006', 'a single value cannot stand beside other lines')
  }
}

/** A list in the column of a key is that key's value, as in YAML; but what is left of an object is never its last field's. */
function isItems(value: Value, filled: Filled | undefined): boolean {
  if (value.is === 'expr' && value.expr.is === 'call' && value.expr.helper === 'rest') return false
  return filled !== undefined && 'value' in filled && Array.isArray(filled.value)
}

/** Beside other lines an empty list or map, or null, has nothing to add. */
function isEmpty(filled: Filled): boolean {
  return 'value' in filled && (filled.value === null || typeof filled.value === 'object')
}

function hasEntries(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  return isMap(value) && Object.values(value).some(item => item !== undefined)
}

/** What follows the head of the lines that the value takes the place of. */
function insteadText(filled: Filled, paper: Paper, column: number): string {
  const head = paper.heads.at(-1)
  if (head?.is === 'key') return tail(filled, head.column)
  if ('value' in filled) return afterDash(filled.value, head?.is === 'item' ? head.column + 2 : column)
  return filled.raw === '' ? 'null' : filled.raw
}

function playBlock(block: Block<Step>, scope: Scope, stage: Stage): void {
  const instead = branch(block, scope, stage.run, (body, inner) => playAll(body, inner, stage))
  if (instead && block.is !== 'if' && block.otherwise.length === 0) placeInstead(instead, block, stage)
}

function placeInstead({ value }: Instead, block: Exclude<Block<Step>, { is: 'if' }>, stage: Stage): void {
  const { paper } = stage
  const column = block.spot.column + stage.shift
  moveTo(paper, column, block.spot.item)
  const head = paper.heads.at(-1)
  if (head && head.is !== 'document') writeInstead(paper, insteadText({ value }, paper, column), '')
}

function playItem({ column }: Extract<Line, { is: 'item' }>, stage: Stage): void {
  const shifted = column + stage.shift
  moveTo(stage.paper, shifted, true)
  addHead(stage.paper, 'item', shifted, '', '')
}

const deepestPartial = 50

function playPartial(step: Extract<Line, { is: 'partial' }>, scope: Scope, stage: Stage): void {
  const { run } = stage
  const template = run.find(step.name)
  // A partial that is not there was reported when the templates were read.
  if (!template || !spend(run, 1, step.at)) return
  if (run.depth >= deepestPartial) {
    stop(run, step.at, `more than ${deepestPartial} partials call one another`)
    return
  }
  const { file } = run
  run.file = template.file
  run.depth++
  playAll(template.plan, partialScope(step, scope, run), { run, paper: stage.paper, shift: step.column + stage.shift })
  run.depth--
  run.file = file
}

const here: Expr = { is: 'path', at: [1, 1, 1, 1], up: 0, parts: [] }

function partialScope({ context, also }: Extract<Line, { is: 'partial' }>, scope: Scope, run: Run): Scope {
  const over = context ?? here
  const value = evaluate(over, scope, run)
  const from = { scope, over, key: null }
  if (!also) return { value, parent: null, loop: scope.loop, params: null, from }
  const added = Object.fromEntries(Object.entries(also).map(([name, expr]) => [name, evaluate(expr, scope, run)]))
  return { value: { ...(isMap(value) ? value : {}), ...added }, parent: null, loop: scope.loop, params: null, from }
}

function playComment({ column, spot, text }: Extract<Line, { is: 'comment' }>, scope: Scope, stage: Stage): void {
  const { paper, run, shift } = stage
  if (spot) moveTo(paper, spot.column + shift, spot.item)
  const comment = joinParts(text, scope, run, [1, 1, 1, 1])
  if (comment !== undefined) writeComment(paper, column + shift, oneLine(comment))
}

function noteText(note: Part[] | undefined, scope: Scope, { run }: Stage, at: Span): string {
  const text = note && joinParts(note, scope, run, at)
  return text === undefined ? '' : oneLine(text)
}

/** A remark must not break out of its line. */
function oneLine(text: string): string {
  return text.replaceAll(/[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/gu, ' ')
}

function write(stage: Stage, column: number, text: string, note: string, at: Span): void {
  const { paper, run } = stage
  writeLines(paper, column, text, note)
  if (paper.text.length > run.budget.characters) stop(run, at, 'the template makes more text than it may')
}
