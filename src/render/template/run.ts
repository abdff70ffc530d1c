import type { Subject } from '../../values/finding.ts'
import { placeOf, type TemplateCode, type TemplateProblem } from '../problem.ts'
import type { Hints } from './context.ts'
import type { Expr, Plan, Span } from './plan.ts'
import { type DataPath, pathOf, type Scope } from './scope.ts'

/** One rendering of one template. */
export interface Run {
  find(name: string): Template | undefined
  root: unknown
  /** What `@release` is; undefined when a manifest is rendered on its own. */
  release: unknown
  /** What the value there belongs to. */
  subject(path: DataPath): Subject
  problems: TemplateProblem[]
  /** The template whose lines are being written: it changes inside partials. */
  file: string
  /** Partials within one another. */
  depth: number
  /** What may still be done, and how much text may be made. */
  budget: { steps: number; characters: number }
  stopped: boolean
}

export interface Template {
  file: string
  plan: Plan
}

/** Reports a mistake at a place of the template; the value of the expression, if any, is what does not fit. */
export function complain(
  run: Run,
  scope: Scope,
  where: { at: Span; of?: Expr },
  code: TemplateCode,
  message: string,
  hints: Hints = {},
): void {
  const path = where.of ? pathOf(where.of, scope) : null
  const value = path === null ? null : run.subject(path)
  run.problems.push({ code, severity: 'error', message, at: placeOf(run.file, where.at), value, ...hints })
}

/** Bounds every template: it stops, with a problem, when it has done too much. */
export function spend(run: Run, steps: number, at: Span): boolean {
  run.budget.steps -= steps
  if (run.budget.steps < 0) stop(run, at, 'the template does too much; is a loop larger than meant?')
  return !run.stopped
}

export function stop(run: Run, at: Span, message: string): void {
  if (run.stopped) return
  run.stopped = true
  run.problems.push({ code: 'TP008', severity: 'error', message, at: placeOf(run.file, at), value: null })
}
