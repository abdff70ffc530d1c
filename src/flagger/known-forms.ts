import { isMap, type Json, type JsonMap } from '../values/json.ts'

/** An object as it was written, and what came back from the API server. */
export interface Form {
  written: JsonMap
  stored: JsonMap
}

/**
 * What comes back for an object that differs from a known form in numbers alone, such as weights, without reading it through
 * its Go type again; null when more is different. A number that is 0, or comes back as something else, counts as more.
 */
export function storedLike(form: Form, written: JsonMap): JsonMap | null {
  const stored = renumbered(form.written, form.stored, written)
  return stored !== different && isMap(stored) ? stored : null
}

const different = Symbol('different')

/** What became of a part of the known form; undefined when it was left out. */
type Stored = Json | undefined

function renumbered(before: Json | undefined, stored: Stored, now: Json): Stored | typeof different {
  if (before === now) return stored
  if (typeof now === 'number') return isFree(before, stored) && now !== 0 ? now : different
  if (Array.isArray(now)) return Array.isArray(before) ? renumberedList(before, stored, now) : different
  return isMap(now) && isMap(before) ? renumberedMap(before, stored, now) : different
}

function isFree(before: Json | undefined, stored: Stored): boolean {
  return typeof before === 'number' && before !== 0 && stored === before
}

function renumberedList(before: Json[], stored: Stored, now: Json[]): Stored | typeof different {
  if (before.length !== now.length) return different
  if (now.length === 0) return stored
  if (!Array.isArray(stored) || stored.length !== now.length) return different
  let out: Json[] | null = null
  for (const [index, item] of now.entries()) {
    const next = renumbered(before[index], stored[index], item)
    if (next === different || next === undefined) return different
    if (next === stored[index]) continue
    out ??= [...stored]
    out[index] = next
  }
  return out ?? stored
}

function renumberedMap(before: JsonMap, stored: Stored, now: JsonMap): Stored | typeof different {
  const keys = Object.keys(now)
  if (keys.length !== Object.keys(before).length) return different
  if (keys.length === 0) return stored
  if (!isMap(stored)) return different
  let out: JsonMap | null = null
  for (const key of keys) {
    if (!Object.hasOwn(before, key)) return different
    const next = renumbered(before[key], stored[key], now[key] ?? null)
    if (next === different) return different
    if (next === undefined || next === stored[key]) continue
    out ??= { ...stored }
    out[key] = next
  }
  return out ?? stored
}
