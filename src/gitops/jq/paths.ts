import { getKey, isMap, type Json, type JsonMap, setKey } from '../../values/json.ts'
import { clamp, fail, indexed, sliceBounds, toInteger, toNumber, typeOf } from './values.ts'

export function getPath(value: Json, path: Json): Json {
  if (!Array.isArray(path)) return fail('getpath needs an array')
  let found = value
  for (const step of path) {
    if (found !== null && typeof found !== 'object') return fail(`getpath cannot enter ${typeOf(found)}`)
    found = indexed(found, step)
  }
  return found
}

export function setPath(value: Json, path: Json, replacement: Json): Json {
  if (!Array.isArray(path)) return fail('setpath needs an array')
  return withChange(value, path, 0, replacement)
}

const tooLarge = 0x20000000

function withChange(value: Json, path: Json[], from: number, replacement: Json): Json {
  const step = path[from]
  if (step === undefined) return replacement
  if (typeof step === 'string') {
    if (value !== null && !isMap(value)) return fail(`expected an object but got: ${typeOf(value)}`)
    const copy: JsonMap = { ...value }
    setKey(copy, step, withChange((value && getKey(value, step)) ?? null, path, from + 1, replacement))
    return copy
  }
  const index = toNumber(step)
  if (index === null && !isMap(step)) return fail(`cannot index ${typeOf(value)} with ${typeOf(step)}`)
  if (value !== null && !Array.isArray(value)) return fail(`expected an array but got: ${typeOf(value)}`)
  const items = value ?? []
  if (isMap(step)) {
    const [start, end] = boundsOf(items.length, step)
    const inner = withChange(items.slice(start, end), path, from + 1, replacement)
    if (!Array.isArray(inner)) return fail(`expected an array but got: ${typeOf(inner)}`)
    return [...items.slice(0, start), ...inner, ...items.slice(end)]
  }
  const wanted = toInteger(index ?? 0)
  const at = wanted < 0 ? clamp(wanted, -1, items.length) : wanted
  if (at < 0) return fail(`array index should not be negative: ${wanted}`)
  if (at >= tooLarge) return fail(`array index too large: ${wanted}`)
  const copy = items.slice()
  while (copy.length < at) copy.push(null)
  copy[at] = withChange(items[at] ?? null, path, from + 1, replacement)
  return copy
}

/** What goes, in the shape of the value: marked first, swept in one go, so that all indexes mean the value as it was. */
interface Marks {
  gone: boolean
  inside: Map<string | number, Marks>
}

export function deletePaths(value: Json, paths: Json): Json {
  if (!Array.isArray(paths)) return fail('delpaths needs an array')
  const marks: Marks = { gone: false, inside: new Map() }
  for (const path of paths) {
    if (!Array.isArray(path)) return fail('delpaths needs an array of paths')
    mark(value, path, 0, marks)
  }
  return marks.gone ? null : swept(value, marks)
}

function mark(value: Json, path: Json[], from: number, marks: Marks): void {
  const step = path[from]
  if (step === undefined) {
    marks.gone = true
    return
  }
  if (typeof step !== 'string') {
    if (value !== null && !Array.isArray(value) && !marks.gone) fail(`expected an array but got: ${typeOf(value)}`)
    const items = Array.isArray(value) ? value : []
    markItem(items, 0, items.length, path, from, marks)
    return
  }
  if (marks.gone || value === null) return
  const inner = isMap(value) ? getKey(value, step) : fail(`expected an object but got: ${typeOf(value)}`)
  if (inner !== undefined) mark(inner, path, from + 1, marksAt(marks, step))
}

/** Marks within `items[offset, offset + length]`: a slice of a slice is still about the items of the list. */
function markItem(items: Json[], offset: number, length: number, path: Json[], from: number, marks: Marks): void {
  const step = path[from]
  if (step === undefined) {
    for (let i = 0; i < length; i += 1) marksAt(marks, offset + i).gone = true
    return
  }
  if (isMap(step)) {
    const [start, end] = boundsOf(length, step)
    if (start < end && !marks.gone) markItem(items, offset + start, end - start, path, from + 1, marks)
    return
  }
  const index = toNumber(step) ?? fail(`cannot index an array with ${typeOf(step)}`)
  const at = clamp(toInteger(index), -1, length)
  const item = at < 0 || at >= length ? undefined : items[offset + at]
  if (item !== undefined && !marks.gone) mark(item, path, from + 1, marksAt(marks, offset + at))
}

function marksAt(marks: Marks, key: string | number): Marks {
  let inner = marks.inside.get(key)
  if (inner === undefined) {
    inner = { gone: false, inside: new Map() }
    marks.inside.set(key, inner)
  }
  return inner
}

function swept(value: Json, marks: Marks | undefined): Json {
  if (marks === undefined || marks.inside.size === 0) return value
  if (Array.isArray(value)) {
    const kept: Json[] = []
    for (const [i, item] of value.entries()) {
      const inner = marks.inside.get(i)
      if (!inner?.gone) kept.push(swept(item, inner))
    }
    return kept
  }
  if (!isMap(value)) return value
  const kept: JsonMap = {}
  for (const key of Object.keys(value)) {
    const inner = marks.inside.get(key)
    if (!inner?.gone) setKey(kept, key, swept(getKey(value, key) ?? null, inner))
  }
  return kept
}

function boundsOf(length: number, slice: JsonMap): [number, number] {
  const [from, to] = [getKey(slice, 'start'), getKey(slice, 'end')]
  if (from === undefined || to === undefined) return fail('expected "start" and "end" for slicing')
  return sliceBounds(length, from, to)
}
