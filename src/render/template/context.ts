import { placeOf, type TemplateCode, type TemplateProblem } from '../problem.ts'
import type { Expr, Span } from './plan.ts'

/** What compiling one template carries along. */
export interface Context {
  file: string
  problems: TemplateProblem[]
  /** The names of the blocks around, outermost first: one list for each block that has `as |…|`. */
  named: string[][]
  /** Blocks and brackets within one another. */
  depth: number
  /** Calls of `rest`, with the names of the lines beside them; null while it does not stand on a line of its own. */
  rests: Map<Expr, Set<string> | null>
  partials: PartialCall[]
}

/** Whether there is a partial of that name is known once all templates are read. */
export interface PartialCall {
  name: string
  at: Span
}

export const deepest = 100

export function newContext(file: string): Context {
  return { file, problems: [], named: [], depth: 0, rests: new Map(), partials: [] }
}

export function fault(context: Context, code: TemplateCode, at: Span, message: string, hints: Hints = {}): void {
  context.problems.push({ code, severity: 'error', message, at: placeOf(context.file, at), value: null, ...hints })
}

export type Hints = Pick<TemplateProblem, 'suggestion' | 'help'>
