import { getKey, isMap, type Json, sameData } from '../values/json.ts'
import { escapeSegment, type Pointer } from '../values/pointer.ts'
import { type ListKeys, listKeys } from './list-keys.ts'

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
      compareAt(before[i], after[i], atItem(at, i, i), found)
    }
    return
  }
  const { pairs, gone, fresh, isReordered } = match(keys)
  for (const [i, j] of pairs) compareAt(before[i], after[j], atItem(at, i, j, keys.after[j]), found)
  for (const i of gone) compareAt(before[i], undefined, atItem(at, i, i, keys.before[i]), found)
  for (const j of fresh) compareAt(undefined, after[j], atItem(at, j, j, keys.after[j]), found)
  if (isReordered) {
    const [a, b] = [new Set(keys.before), new Set(keys.after)]
    const order = { before: keys.before.filter(key => b.has(key)), after: keys.after.filter(key => a.has(key)) }
    found.push({ ...at, label: at.label + orderMark, ...order })
  }
}

interface Match {
  pairs: [before: number, after: number][]
  gone: number[]
  fresh: number[]
  isReordered: boolean
}

function match({ before, after, weak }: ListKeys): Match {
  const places = new Map(after.map((key, j) => [key, j]))
  const pairs: [number, number][] = []
  const gone: number[] = []
  for (const [i, key] of before.entries()) {
    const j = places.get(key)
    if (j === undefined) gone.push(i)
    else {
      pairs.push([i, j])
      places.delete(key)
    }
  }
  const fresh = [...places.values()]
  const isReordered = pairs.some(([, j], n) => n > 0 && j < (pairs[n - 1]?.[1] ?? 0))
  if (weak && gone.length === fresh.length) {
    pairs.push(...gone.map((i, n): [number, number] => [i, fresh[n] ?? i]))
    return { pairs, gone: [], fresh: [], isReordered }
  }
  return { pairs, gone, fresh, isReordered }
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

const word = /^[\w./:@-]{1,60}$/

/** An item that a short word names is called by it, others by their number. */
function atItem({ from, to, label, field }: Place, before: number, after: number, key = ''): Place {
  const name = word.test(key) ? key : String(after)
  return { from: `${from}/${before}`, to: `${to}/${after}`, label: `${label}[${name}]`, field: `${field}.*` }
}
