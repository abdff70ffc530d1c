import { typeName } from '../../values/json.ts'
import { helpers } from './helpers.ts'
import type { Block, Expr } from './plan.ts'
import { complain, type Run, spend } from './run.ts'
import { type Loop, member, members, paramsAt, type Scope, turnScope, up, withScope } from './scope.ts'
import { isTruthy } from './truth.ts'

/** The value of an expression; undefined is absent. */
export function evaluate(expr: Expr, scope: Scope, run: Run): unknown {
  switch (expr.is) {
    case 'path':
      return members(up(scope, expr.up)?.value, expr.parts)
    case 'literal':
      return expr.value
    case 'param':
      return members(paramsAt(scope, expr.up)?.values[expr.index], expr.parts)
    case 'data':
      return members(dataValue(expr, scope, run), expr.parts)
    case 'call':
      return call(expr, scope, run)
  }
}

function dataValue({ name, up: levels }: Extract<Expr, { is: 'data' }>, scope: Scope, run: Run): unknown {
  if (name === 'root') return run.root
  if (name === 'release') return run.release
  let loop: Loop | null = scope.loop
  for (let i = 0; i < levels && loop; i++) loop = loop.parent
  return loop?.[name]
}

function call(expr: Extract<Expr, { is: 'call' }>, scope: Scope, run: Run): unknown {
  const args = expr.args.map(arg => evaluate(arg, scope, run))
  const result = helpers[expr.helper].run(args, {
    named: expr.named ?? [],
    refuse: (index, code, message, help) => {
      const of = expr.args[index]
      complain(run, scope, { at: expr.at, ...(of && { of }) }, code, message, help === undefined ? {} : { help })
      return undefined
    },
  })
  // A helper that makes text may make much of it, over and over.
  return spend(run, typeof result === 'string' ? result.length >> 6 : 1, expr.at) ? result : undefined
}

/** A value that stands in place of what a block would have walked over. */
export interface Instead {
  value: unknown
}

/** Takes the branches of a block. A list or map that is there but empty stands in place of its items. */
export function branch<T>(
  block: Block<T>,
  scope: Scope,
  run: Run,
  visit: (body: T[], scope: Scope) => void,
): Instead | undefined {
  if (block.is === 'if') {
    visit(isTruthy(evaluate(block.test, scope, run)) ? block.body : block.otherwise, scope)
    return undefined
  }
  const value = evaluate(block.over, scope, run)
  const isList = Array.isArray(value)
  const isMap = !isList && typeof value === 'object' && value !== null
  if (block.is === 'with') {
    if (isTruthy(value) || value === 0) visit(block.body, withScope(scope, block.over, value, block.named))
    else visit(block.otherwise, scope)
    return (isMap && Object.keys(value).length === 0) || (isList && value.length === 0) ? { value } : undefined
  }
  const keys = isList ? value.keys() : isMap && block.is === 'each' ? Object.keys(value) : []
  const count = isList ? value.length : isMap ? Object.keys(value).length : 0
  let index = 0
  for (const key of keys) {
    if (!spend(run, 1, block.over.at)) return undefined
    const turn = { index, key, first: index === 0, last: index === count - 1, parent: scope.loop }
    const item = isList ? (value[index] ?? null) : member(value, String(key))
    visit(block.body, turnScope(scope, block.over, item, turn, block.named))
    index++
  }
  if (index > 0) return undefined
  visit(block.otherwise, scope)
  if (block.is === 'items') return value === undefined ? undefined : { value }
  if (isList || isMap) return { value }
  if (value !== undefined && value !== null) {
    complain(
      run,
      scope,
      { at: block.over.at, of: block.over },
      'TP006',
      `\`#each\` walks over a list or map, got a ${typeName(value)}`,
    )
  }
  return undefined
}
