import { getKey, isMap } from '../../values/json.ts'
import { type Pointer, pointer } from '../../values/pointer.ts'
import type { Expr } from './plan.ts'

/** What names mean at one point of a template. */
export interface Scope {
  value: unknown
  /** Where `../` leads. */
  parent: Scope | null
  loop: Loop | null
  params: Params | null
  /** How the value was reached, for messages. */
  from: Origin | null
}

export interface Loop {
  index: number
  key: string | number
  first: boolean
  last: boolean
  parent: Loop | null
}

/** The names of a block with `as |…|`. */
interface Params {
  values: unknown[]
  parent: Params | null
  scope: Scope | null
}

interface Origin {
  scope: Scope
  over: Expr
  key: string | number | null
}

export function rootScope(value: unknown): Scope {
  return { value, parent: null, loop: null, params: null, from: null }
}

/** Inside `{{#with over}}`. */
export function withScope(scope: Scope, over: Expr, value: unknown, named: boolean): Scope {
  const inner: Scope = {
    value,
    parent: scope,
    loop: scope.loop,
    params: scope.params,
    from: { scope, over, key: null },
  }
  if (named) inner.params = { values: [value], parent: scope.params, scope: inner }
  return inner
}

/** Inside one turn of `{{#each over}}`. */
export function turnScope(scope: Scope, over: Expr, value: unknown, loop: Loop, named: boolean): Scope {
  const { key } = loop
  const inner: Scope = { value, parent: scope, loop, params: scope.params, from: { scope, over, key } }
  if (named) inner.params = { values: [value, key], parent: scope.params, scope: inner }
  return inner
}

/** The own field of a map, or an item or the length of a list. Nothing else has members: no prototype is ever read. */
export function member(value: unknown, name: string): unknown {
  if (Array.isArray(value)) {
    if (name === 'length') return value.length
    return /^\d+$/.test(name) ? value[Number(name)] : undefined
  }
  return isMap(value) ? getKey(value, name) : undefined
}

export function members(value: unknown, names: readonly string[]): unknown {
  let at = value
  for (const name of names) {
    if (at === undefined) return undefined
    at = member(at, name)
  }
  return at
}

/** Where a value stands in the data given to a template: below `@root` or `@release`. */
export interface DataPath {
  of: 'root' | 'release'
  path: Pointer
}

/** Where the value of an expression stands, or null when it was made up on the way. */
export function pathOf(expr: Expr, scope: Scope): DataPath | null {
  switch (expr.is) {
    case 'path': {
      const base = up(scope, expr.up)
      return base && extend(scopePath(base), expr.parts)
    }
    case 'data':
      return expr.name === 'root' || expr.name === 'release' ? extend({ of: expr.name, path: '' }, expr.parts) : null
    case 'param': {
      const params = paramsAt(scope, expr.up)
      return expr.index === 0 && params?.scope ? extend(scopePath(params.scope), expr.parts) : null
    }
    case 'call': {
      const [first] = expr.args
      return first ? pathOf(first, scope) : null
    }
    default:
      return null
  }
}

function scopePath({ from }: Scope): DataPath | null {
  if (!from) return { of: 'root', path: '' }
  const path = pathOf(from.over, from.scope)
  return from.key === null ? path : extend(path, [String(from.key)])
}

function extend(path: DataPath | null, parts: readonly string[]): DataPath | null {
  return path && { of: path.of, path: path.path + pointer(...parts) }
}

export function up(scope: Scope, levels: number): Scope | null {
  let at: Scope | null = scope
  for (let i = 0; i < levels && at; i++) at = at.parent
  return at
}

export function paramsAt(scope: Scope, levels: number): Params | null {
  let at = scope.params
  for (let i = 0; i < levels && at; i++) at = at.parent
  return at
}
