import { compare } from '../../values/finding.ts'
import { getKey, isMap, type Json, type JsonMap } from '../../values/json.ts'

/**
 * A set of fields as managedFields keeps them (structured-merge-diff v6, fieldpath). A step is written as there: `f:name` a
 * field, `k:{"name":"web"}` an item by its keys, `v:"x"` an item by its value.
 */
export interface FieldSet {
  members: Set<string>
  children: Map<string, FieldSet>
}

export function newSet(): FieldSet {
  return { members: new Set(), children: new Map() }
}

export function insert(set: FieldSet, path: readonly string[]): void {
  let at = set
  for (const [i, step] of path.entries()) {
    if (i === path.length - 1) at.members.add(step)
    else at = childOf(at, step)
  }
}

function childOf(set: FieldSet, step: string): FieldSet {
  let child = set.children.get(step)
  if (!child) {
    child = newSet()
    set.children.set(step, child)
  }
  return child
}

export function isEmpty(set: FieldSet | undefined): boolean {
  if (set === undefined) return true
  if (set.members.size > 0) return false
  for (const child of set.children.values()) if (!isEmpty(child)) return false
  return true
}

export function union(a: FieldSet, b: FieldSet): FieldSet {
  const children = new Map(a.children)
  for (const [step, child] of b.children) {
    const own = children.get(step)
    children.set(step, own ? union(own, child) : child)
  }
  return { members: new Set([...a.members, ...b.members]), children }
}

export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  return combine(
    a,
    step => b.members.has(step),
    (step, child) => {
      const other = b.children.get(step)
      return other ? intersection(child, other) : null
    },
  )
}

/** What is in `a` and not in `b`; a parent in `b` does not take its children out of `a`. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  return combine(
    a,
    step => !b.members.has(step),
    (step, child) => {
      const other = b.children.get(step)
      return other ? difference(child, other) : child
    },
  )
}

function combine(
  set: FieldSet,
  keeps: (step: string) => boolean,
  inner: (step: string, child: FieldSet) => FieldSet | null,
): FieldSet {
  const children = new Map<string, FieldSet>()
  for (const [step, child] of set.children) {
    const kept = inner(step, child)
    if (kept && !isEmpty(kept)) children.set(step, kept)
  }
  return { members: new Set([...set.members].filter(keeps)), children }
}

export function fieldStep(name: string): string {
  return `f:${name}`
}

export function keyStep(keys: JsonMap): string {
  return `k:${canonical(keys)}`
}

export function valueStep(value: Json): string {
  return `v:${canonical(value)}`
}

/** JSON with sorted keys, so that equal steps are equal texts. */
function canonical(value: Json): string {
  if (!isMap(value)) return typeof value === 'bigint' ? String(value) : JSON.stringify(value)
  const entries = Object.keys(value)
    .sort(compare)
    .map(key => `${JSON.stringify(key)}:${canonical(getKey(value, key) ?? null)}`)
  return `{${entries.join(',')}}`
}

/** The set in `fieldsV1` of an entry of managedFields; null when it is none. */
export function setFromFields(fields: Json | undefined): FieldSet | null {
  return isMap(fields) ? (read(fields)?.set ?? null) : null
}

/** An empty map stands for the field itself, `.` for it beside its children. */
function read(fields: JsonMap): { set: FieldSet; member: boolean } | null {
  const set = newSet()
  const keys = Object.keys(fields)
  let member = keys.length === 0
  for (const key of keys) {
    const inner = getKey(fields, key)
    if (key === '.') {
      member = true
      continue
    }
    const step = normalStep(key)
    const child = isMap(inner) ? read(inner) : null
    if (step === null || child === null) return null
    if (child.member) set.members.add(step)
    if (!isEmpty(child.set)) set.children.set(step, child.set)
  }
  return { set, member }
}

function normalStep(step: string): string | null {
  const [kind, rest] = [step.slice(0, 2), step.slice(2)]
  if (kind === 'f:' || kind === 'i:') return step
  if (kind !== 'k:' && kind !== 'v:') return null
  try {
    const value: Json = JSON.parse(rest)
    return kind + canonical(value)
  } catch {
    return null
  }
}
