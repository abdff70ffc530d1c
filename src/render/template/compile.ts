import type { TemplateProblem } from '../problem.ts'
import { type Context, deepest, fault, newContext, type PartialCall } from './context.ts'
import { layOut } from './layout.ts'
import { toSource } from './lines.ts'
import type { Plan } from './plan.ts'
import { hole } from './source.ts'
import { parseSyntax, tooDeep } from './syntax.ts'

const longest = 250_000

export interface Compiled {
  plan: Plan
  partials: PartialCall[]
  /** With any, the plan is not to be used. */
  problems: TemplateProblem[]
}

export function compile(file: string, text: string): Compiled {
  const context = newContext(file)
  const plan = toPlan(text.replace(/^\ufeff/, '').replaceAll(/\r\n?/g, '\n'), context)
  return { plan, partials: context.partials, problems: context.problems }
}

function toPlan(text: string, context: Context): Plan {
  if (text.length > longest) {
    fault(context, 'TP008', [1, 1, 1, 1], `the template has more than ${longest} characters`)
    return []
  }
  const stray = text.indexOf(hole)
  if (stray >= 0) {
    const before = text.slice(0, stray).split('\n')
    const column = (before.at(-1) ?? '').length + 1
    fault(context, 'TP005', [before.length, column, before.length, column + 1], 'a NUL character is no YAML')
    return []
  }
  const deep = tooDeep(text, deepest)
  if (deep) {
    fault(context, 'TP008', deep, `more than ${deepest} blocks or brackets stand within one another`)
    return []
  }
  const program = parseSyntax(text)
  if ('message' in program) {
    const { at, message, help } = program
    fault(context, 'TP001', at, message, help === undefined ? {} : { help })
    return []
  }
  return layOut(toSource(program, context), context)
}
