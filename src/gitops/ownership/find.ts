import { type Pointer, segments } from '../../values/pointer.ts'
import type { Role } from './roles.ts'
import { type OwnedField, type OwnedObject, ownership } from './table.ts'

/** What the table says about an object of a role and kind; null when no controller writes it. */
export function ownedObject(role: Role, kind: string): OwnedObject | null {
  return ownership.find(object => object.role === role && object.kind === kind) ?? null
}

/** The row about a path: the most exact field that is the path or above it. */
export function ownedField(object: OwnedObject, path: Pointer): OwnedField | null {
  const steps = segments(path)
  let best: OwnedField | null = null
  for (const row of object.fields) {
    if (covers(segments(row.field), steps) && (!best || isExacter(row.field, best.field))) best = row
  }
  return best
}

function covers(field: readonly string[], path: readonly string[]): boolean {
  return field.length <= path.length && field.every((step, i) => step === '*' || step === path[i])
}

/** A deeper field before one above it, a named one before any. */
function isExacter(field: Pointer, than: Pointer): boolean {
  const [a, b] = [segments(field), segments(than)]
  return a.length !== b.length ? a.length > b.length : count(a) < count(b)
}

function count(steps: readonly string[]): number {
  return steps.filter(step => step === '*').length
}
