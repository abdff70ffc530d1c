import { getKey, isMap, type Json, sameData } from '../values/json.ts'
import { escapeSegment, type Pointer } from '../values/pointer.ts'
import { listKeys } from './list-keys.ts'

/** Two versions of one field. */
export interface FieldChange {
  /** Where it is in the one before, and in the one after. */
  from: Pointer
  to: Pointer
  label: string
  /** The path as rules name it: `spec.template.spec.containers.*.image`. */
  field: string
  before: Json | undefined
  after: Json | undefined
}

type Place = Pick<FieldChange, 'from' | 'to' | 'label' | 'field'>

/** Behind the label of a list whose items are the same in another order. */
export const orderMark = ' (order)'

const root: Place = { from: '', to: '', label: '', field: '' }

/**
 * The smallest differences. Items of lists are matched by what names them: one that has only moved is the same, and where the
 * order of those on both sides is another, that is one more change, of the list itself.
 */
export function fieldChanges(before: Json, after: Json): FieldChange[] {
  const found: FieldChange[] = []
  compareAt(before, after, root, found)
  return found
}

function compareAt(before: Json | undefined, after: Json | undefined, at: Place, found: FieldChange[]): void {
  if (before === after) return
  if (isMap(before) && isMap(after)) {
    for (const key of Object.keys(before)) compareAt(before[key], getKey(after, key), atKey(at, key), found)
    for (const key of Object.keys(after)) {
      if (!Object.hasOwn(before, key)) compareAt(undefined, after[key], atKey(at, key), found)
    }
  } else if (Array.isArray(before) && Array.isArray(after)) {
    compareLists(before, after, at, found)
  } else if (!sameData(before, after)) {
    found.push({ ...at, before, after })
  }
}

function compareLists(before: readonly Json[], after: readonly Json[], at: Place, found: FieldChange[]): void {
  const keys = listKeys(at.field.slice(at.field.lastIndexOf('.') + 1), before, after)
  if (!keys) {
    for (let i = 0; i < Math.max(before.length, after.length); i++) {
      compareAt(before[i], after[i], atItem(at, i, i, String(i)), found)
    }
    return
  }
  const places = new Map(keys.after.map((key, i) => [key, i]))
  const old = new Set(keys.before)
  for (const [i, key] of keys.before.entries()) {
    const place = places.get(key)
    compareAt(before[i], place === undefined ? undefined : after[place], atItem(at, i, place ?? i, key), found)
  }
  for (const [i, key] of keys.after.entries()) {
    if (!old.has(key)) compareAt(undefined, after[i], atItem(at, i, i, key), found)
  }
  const stayed = keys.before.filter(key => places.has(key))
  const order = keys.after.filter(key => old.has(key))
  if (stayed.some((key, i) => key !== order[i])) {
    found.push({ ...at, label: at.label + orderMark, before: stayed, after: order })
  }
}

const plain = /^[A-Za-z_][\w-]*$/

function atKey({ from, to, label, field }: Place, key: string): Place {
  const name = plain.test(key) ? (label === '' ? key : `.${key}`) : `["${key}"]`
  return {
    from: `${from}/${escapeSegment(key)}`,
    to: `${to}/${escapeSegment(key)}`,
    label: label + name,
    field: field === '' ? key : `${field}.${key}`,
  }
}

const longestKey = 60

function atItem({ from, to, label, field }: Place, before: number, after: number, key: string): Place {
  const name = key.length > longestKey ? String(after) : key
  return { from: `${from}/${before}`, to: `${to}/${after}`, label: `${label}[${name}]`, field: `${field}.*` }
}
