import { nearest } from '../../values/nearest.ts'
import { type Context, deepest, fault } from './context.ts'
import { helpers } from './helpers.ts'
import { type DataName, dataNames, type Expr, type HelperName, helperNames } from './plan.ts'
import { type Expression, type Mustache, type Path, type SubExpression, spanOf } from './syntax.ts'

/** Stands in for an expression with a mistake, which is already reported. */
const nothing: Expr = { is: 'literal', at: [1, 1, 1, 1], value: null }

/** `{{name}}`, `{{helper …}}` or `(helper …)`. */
export function callOrPath(call: Mustache | SubExpression, context: Context): Expr {
  const { path, params, hash } = call
  if (path.type !== 'PathExpression') {
    const help = 'Write a text or number into the template as it is, without braces.'
    fault(context, 'TP002', spanOf(path), 'a value written out needs no tag', { help })
    return nothing
  }
  const isCall = params.length > 0 || hash !== undefined || call.type === 'SubExpression' || isHelper(path.original)
  return isCall ? helperCall(call, path, context) : pathExpression(path, context)
}

function helperCall(call: Mustache | SubExpression, path: Path, context: Context): Expr {
  const at = spanOf(call)
  const helper = isHelper(path.original) ? path.original : undefined
  if (helper === undefined) {
    const suggestion = nearest(path.original, helperNames)
    const help = `Helpers are ${helperNames.join(', ')}.`
    fault(context, 'TP003', spanOf(path), `there is no helper \`${path.original}\``, {
      help,
      ...(suggestion && { suggestion }),
    })
    return nothing
  }
  if (call.hash) {
    fault(context, 'TP003', at, `\`${helper}\` takes no named arguments, got \`${call.hash.pairs[0]?.key}=\``)
    return nothing
  }
  const { least, most } = helpers[helper]
  if (call.params.length < least || call.params.length > most) {
    const expected =
      least === most ? String(least) : most === Number.POSITIVE_INFINITY ? `${least} or more` : `${least} or ${most}`
    const help = `A field of that name is \`this.${helper}\`.`
    const message = `\`${helper}\` takes ${expected} arguments, got ${call.params.length}`
    fault(context, 'TP003', at, message, call.params.length === 0 ? { help } : {})
    return nothing
  }
  const expr: Expr = { is: 'call', at, helper, args: call.params.map(param => expression(param, context)) }
  if (helper === 'rest') context.rests.set(expr, null)
  return expr
}

export function expression(node: Expression, context: Context): Expr {
  switch (node.type) {
    case 'PathExpression':
      return pathExpression(node, context)
    case 'SubExpression':
      return nested(node, context)
    case 'UndefinedLiteral':
      fault(context, 'TP002', spanOf(node), '`undefined` is not a value of YAML', { help: 'Leave the line out.' })
      return nothing
    default:
      return { is: 'literal', at: spanOf(node), value: node.value ?? null }
  }
}

function nested(node: SubExpression, context: Context): Expr {
  if (context.depth >= deepest) {
    fault(context, 'TP008', spanOf(node), `more than ${deepest} brackets and blocks stand within one another`)
    return nothing
  }
  context.depth++
  const expr = callOrPath(node, context)
  context.depth--
  return expr
}

function pathExpression(node: Path, context: Context): Expr {
  const at = spanOf(node)
  const [first, ...others] = node.parts
  if (node.data) {
    if (isDataName(first)) return { is: 'data', at, name: first, up: node.depth, parts: others }
    const suggestion = nearest(first ?? '', dataNames)
    const help = `Known are ${dataNames.map(name => `@${name}`).join(', ')}.`
    fault(context, 'TP002', at, `\`${node.original}\` is not known`, {
      help,
      ...(suggestion && { suggestion: `@${suggestion}` }),
    })
    return nothing
  }
  const scoped = /^(?:\.|this\b)/.test(node.original)
  if (first !== undefined && !scoped) {
    for (let up = 0; up < context.named.length; up++) {
      const index = context.named.at(-1 - up)?.indexOf(first) ?? -1
      if (index >= 0) return { is: 'param', at, up, index, parts: others }
    }
  }
  return { is: 'path', at, up: node.depth, parts: node.parts }
}

function isHelper(name: string): name is HelperName {
  return helperNames.some(known => known === name)
}

function isDataName(name: string | undefined): name is DataName {
  return dataNames.some(known => known === name)
}
