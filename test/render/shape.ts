import fc from 'fast-check'
import { builtIn } from '../../src/render/manifest.ts'
import type { Expr, Plan } from '../../src/render/template/plan.ts'
import { isMap, type Json, setKey } from '../../src/values/json.ts'
import { hostileText, hostileValue } from './arbitrary.ts'

/** The fields a template knows: nested where it lays out an object, `[]` where it lays out the items of a list. */
interface Shape {
  [field: string]: Shape
}
const items = '[]'

export function shapeOf(name: string): Shape {
  const shape: Shape = {}
  add(builtIn(name)?.plan ?? [], shape)
  return shape
}

function add(plan: Plan, shape: Shape): void {
  for (const step of plan) {
    if ((step.is === 'entry' || step.is === 'value') && step.value.is === 'expr') at(shape, step.value.expr)
    if (step.is === 'items') add(step.body, at(at(shape, step.over), items))
    if (step.is === 'partial') add(builtIn(step.name)?.plan ?? [], step.context ? at(shape, step.context) : shape)
  }
}

function at(shape: Shape, where: Expr | string): Shape {
  if (typeof where === 'string') {
    shape[where] ??= {}
    return shape[where]
  }
  if (where.is === 'call') return where.args[0] ? at(shape, where.args[0]) : shape
  return where.is === 'path' ? where.parts.reduce<Shape>(at, shape) : shape
}

/** Objects of that shape, with fields absent, null, empty or of any other type, and fields the template does not know. */
export function objectOf(shape: Shape): fc.Arbitrary<Json> {
  const known = Object.keys(shape).filter(field => field !== items)
  const inside = shape[items]
  if (inside) return fc.oneof({ weight: 4, arbitrary: fc.array(objectOf(inside), { maxLength: 3 }) }, anything)
  if (known.length === 0) return anything
  const fields = fc.record(Object.fromEntries(known.map(field => [field, objectOf(shape[field] ?? {})])), {
    requiredKeys: [],
  })
  const extra = fc.dictionary(hostileText, anything, { maxKeys: 2, noNullPrototype: true })
  const mixed = fc
    .tuple(fc.shuffledSubarray(known), fields, extra)
    .map(([order, values, more]) => mix(order, values, more))
  return fc.oneof({ weight: 12, arbitrary: mixed }, { weight: 1, arbitrary: anything })
}

const anything: fc.Arbitrary<Json> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 1, arbitrary: fc.constantFrom<Json>(null, {}, []) },
  { weight: 1, arbitrary: hostileValue },
)

/** Any order of keys: a template has its own. */
function mix(order: string[], values: unknown, more: Record<string, Json>): Json {
  const out: Record<string, Json> = {}
  for (const [key, value] of Object.entries(more)) setKey(out, key, value)
  for (const key of order) {
    const value = isMap(values) ? values[key] : undefined
    if (value !== undefined) setKey(out, key, value)
  }
  return out
}
