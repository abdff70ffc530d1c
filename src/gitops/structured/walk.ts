import { getKey, isMap, type Json, type JsonMap, sameData, setKey } from '../../values/json.ts'
import { type FieldSet, fieldStep, insert, isEmpty, keyStep, newSet, valueStep } from './field-set.ts'
import { deduced, deducedWhole, type Items, type Shape } from './shape.ts'

/** What a shape is for one value: a shape that is only deduced takes the form of the value. */
export type Form = Exclude<Shape, { is: 'deduced' }>

const deducedForms: Record<'map' | 'scalar' | 'list', Form> = {
  map: { is: 'map', fields: null, of: deduced, atomic: false },
  list: { is: 'list', of: deducedWhole, items: { by: 'place' } },
  scalar: { is: 'scalar', scalar: 'any' },
}
const wholeMap: Form = { is: 'map', fields: null, of: deducedWhole, atomic: true }

export function formOf(shape: Shape, value: Json | undefined): Form {
  if (shape.is !== 'deduced') return shape
  if (Array.isArray(value)) return deducedForms.list
  if (value === undefined || value === null || isMap(value)) return shape.atomic ? wholeMap : deducedForms.map
  return deducedForms.scalar
}

/** The shape of a field; null when the schema does not have it. */
export function fieldShape(form: Form & { is: 'map' }, key: string): Shape | null {
  return form.fields?.().get(key) ?? form.of
}

/** Why a value does not fit its shape, or null (structured-merge-diff v6, typed/validate.go). */
export function misfit(value: Json, shape: Shape, path = ''): string | null {
  const form = formOf(shape, value)
  if (value === null) return null
  if (form.is === 'scalar') return fits(value, form.scalar) ? null : `${path}: expected ${form.scalar}`
  if (form.is === 'map') {
    if (!isMap(value)) return `${path}: expected map`
    for (const key of Object.keys(value)) {
      const inner = fieldShape(form, key)
      if (inner === null) return `${path}.${key}: field not declared in schema`
      const problem = misfit(getKey(value, key) ?? null, inner, `${path}.${key}`)
      if (problem !== null) return problem
    }
    return null
  }
  if (!Array.isArray(value)) return `${path}: expected list`
  const steps = new Set<string>()
  for (const [i, item] of value.entries()) {
    const step = form.items.by === 'place' ? `[${i}]` : stepOf(item, form.items)
    if (step === null) return `${path}: element ${i} has no key`
    if (steps.has(step)) return `${path}: duplicate entries for key ${step}`
    steps.add(step)
    const problem = misfit(item, form.of, `${path}[${i}]`)
    if (problem !== null) return problem
  }
  return null
}

const kinds = { string: 'string', number: 'number', bool: 'boolean' } as const

function fits(value: Json, scalar: 'string' | 'number' | 'bool' | 'any'): boolean {
  const kind = typeof value === 'bigint' ? 'number' : typeof value
  return scalar === 'any' ? kind !== 'object' : kind === kinds[scalar]
}

/** The step to an item of a list that is merged; null for an item that cannot be told from others. */
export function stepOf(item: Json, items: Items): string | null {
  if (items.by === 'value') return typeof item === 'object' ? null : valueStep(item)
  if (items.by === 'place' || !isMap(item)) return null
  const keys: JsonMap = {}
  for (const [name, fallback] of items.keys) {
    const value = getKey(item, name) ?? fallback
    if (value !== undefined) setKey(keys, name, value)
  }
  return Object.keys(keys).length === 0 ? null : keyStep(keys)
}

function isNothing(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true
  return Array.isArray(value) ? value.length === 0 : isMap(value) && Object.keys(value).length === 0
}

/** Lists and maps that are compared and merged in one piece: atomic ones, and where both sides are empty or null. */
function isLeaf(form: Form, left: Json | undefined, right: Json | undefined): boolean {
  if (form.is === 'scalar') return true
  const whole = form.is === 'map' ? form.atomic : form.items.by === 'place'
  return whole || (isNothing(asForm(form, left)) && isNothing(asForm(form, right)))
}

/** The value as the form reads it: of another kind it is nothing. */
function asForm(form: Form, value: Json | undefined): Json | undefined {
  const suits = form.is === 'map' ? isMap(value) : Array.isArray(value)
  return suits ? value : undefined
}

function entriesOf(value: Json | undefined): Map<string, Json> {
  return new Map(isMap(value) ? Object.entries(value) : [])
}

/** What both sides together say; where both speak the right one wins (typed/merge.go). */
export function merge(left: Json | undefined, right: Json | undefined, shape: Shape): Json | undefined {
  const form = formOf(shape, right === undefined ? left : right)
  if (isLeaf(form, left, right)) return right === undefined ? left : right
  if (form.is === 'list') return mergeLists(asForm(form, left), asForm(form, right), form)
  if (form.is !== 'map') return right
  const [lefts, rights] = [entriesOf(left), entriesOf(right)]
  const out: JsonMap = {}
  for (const key of new Set([...lefts.keys(), ...rights.keys()])) {
    const value = merge(lefts.get(key), rights.get(key), fieldShape(form, key) ?? deduced)
    if (value !== undefined) setKey(out, key, value)
  }
  return Object.keys(out).length > 0 ? out : undefined
}

/** Items of the left side keep their place unless the right side has them in another order (visitListItems). */
function mergeLists(left: Json | undefined, right: Json | undefined, form: Form & { is: 'list' }): Json | undefined {
  const lefts = indexed(left, form.items)
  const rights = indexed(right, form.items)
  const out: Json[] = []
  const done = new Set<string>()
  const shared = rights.steps.filter(step => lefts.items.has(step))
  let nextShared = shared.shift()
  const push = (step: string) => {
    const value = merge(lefts.items.get(step), rights.items.get(step), form.of)
    if (value !== undefined) out.push(value)
  }
  let [l, r] = [0, 0]
  while (l < lefts.steps.length || r < rights.steps.length) {
    const [own, other] = [lefts.steps[l], rights.steps[r]]
    if (own !== undefined && other !== undefined) {
      if (own === other) {
        done.add(own)
        push(own)
        l += 1
        r += 1
        nextShared = shared.shift()
        continue
      }
      if (rights.items.has(own) && nextShared !== undefined && nextShared !== own) {
        l += 1
        continue
      }
    }
    if (own !== undefined) {
      if (!rights.items.has(own)) {
        push(own)
        l += 1
        continue
      }
      if (done.has(own)) l += 1
    }
    if (other !== undefined) {
      done.add(other)
      push(other)
      r += 1
      if (nextShared === other) nextShared = shared.shift()
    }
  }
  return out.length > 0 ? out : undefined
}

function indexed(list: Json | undefined, items: Items): { steps: string[]; items: Map<string, Json> } {
  const found = new Map<string, Json>()
  for (const item of Array.isArray(list) ? list : []) {
    const step = stepOf(item, items)
    if (step !== null) found.set(step, item)
  }
  return { steps: [...found.keys()], items: found }
}

/** The fields that both sides have and that differ (typed/compare.go). */
export function modifiedFields(left: Json, right: Json, shape: Shape): FieldSet {
  const set = newSet()
  addModified(left, right, shape, [], set)
  return set
}

function addModified(
  left: Json | undefined,
  right: Json | undefined,
  shape: Shape,
  path: string[],
  set: FieldSet,
): void {
  if (left === undefined || right === undefined) return
  const form = formOf(shape, right)
  const sameForm = shape.is !== 'deduced' || left === null || right === null || formOf(shape, left).is === form.is
  if (!sameForm || isLeaf(form, left, right)) {
    if (!sameData(left, right)) insert(set, path)
  } else if (form.is === 'list') {
    const [lefts, rights] = [indexed(left, form.items), indexed(right, form.items)]
    for (const [step, item] of lefts.items) addModified(item, rights.items.get(step), form.of, [...path, step], set)
  } else if (form.is === 'map') {
    const rights = entriesOf(right)
    for (const [key, value] of entriesOf(left)) {
      addModified(value, rights.get(key), fieldShape(form, key) ?? deduced, [...path, fieldStep(key)], set)
    }
  }
}

/** The value without the fields and items of a set; null where nothing is left (typed/remove.go). */
export function without(value: Json, set: FieldSet, shape: Shape): Json {
  const form = formOf(shape, value)
  if (form.is === 'scalar') return value
  if (form.is === 'map') {
    if (!isMap(value) || form.atomic) return null
    const out: JsonMap = {}
    for (const [key, item] of Object.entries(value)) {
      const step = fieldStep(key)
      if (!set.members.has(step)) setKey(out, key, inside(item, step, set, fieldShape(form, key) ?? deduced))
    }
    return Object.keys(out).length > 0 ? out : null
  }
  if (!Array.isArray(value) || form.items.by === 'place') return null
  const out: Json[] = []
  for (const item of value) {
    const step = stepOf(item, form.items) ?? ''
    if (!set.members.has(step)) out.push(inside(item, step, set, form.of))
  }
  return out.length > 0 ? out : null
}

function inside(item: Json, step: string, set: FieldSet, shape: Shape): Json {
  const inner = set.children.get(step)
  return inner && !isEmpty(inner) ? without(item, inner, shape) : item
}

/** Every field that the value says (typed/tofieldset.go). */
export function fieldsIn(value: Json, shape: Shape): FieldSet {
  const set = newSet()
  addFields(value, shape, [], set)
  return set
}

function addFields(value: Json, shape: Shape, path: string[], set: FieldSet): void {
  const form = formOf(shape, value)
  if (form.is === 'scalar' || (form.is === 'map' && form.atomic) || (form.is === 'list' && form.items.by === 'place')) {
    insert(set, path)
  } else if (form.is === 'list') {
    for (const item of Array.isArray(value) ? value : []) {
      const inner = [...path, stepOf(item, form.items) ?? '']
      addFields(item, form.of, inner, set)
      insert(set, inner)
    }
  } else if (isMap(value)) {
    for (const [key, item] of Object.entries(value)) {
      const inner = [...path, fieldStep(key)]
      addFields(item, fieldShape(form, key) ?? deduced, inner, set)
      const declared = form.fields?.().has(key) ?? false
      if (!declared || item === null || (isMap(item) && Object.keys(item).length === 0)) insert(set, inner)
    }
  }
}

/** The set with the declared fields that only their children stood for (fieldpath, EnsureNamedFieldsAreMembers). */
export function withNamedFields(set: FieldSet, shape: Shape | null): FieldSet {
  const form = shape && (shape.is === 'deduced' ? deducedForms.map : shape)
  const fields = form?.is === 'map' ? form.fields?.() : undefined
  const members = new Set(set.members)
  const children = new Map<string, FieldSet>()
  for (const [step, child] of set.children) {
    const name = step.startsWith('f:') ? step.slice(2) : null
    if (name !== null && fields?.has(name)) members.add(step)
    const ofField = name !== null && form?.is === 'map' ? fieldShape(form, name) : null
    const ofItem = step.startsWith('k:') && form?.is === 'list' ? form.of : null
    children.set(step, withNamedFields(child, ofField ?? ofItem))
  }
  return { members, children }
}
