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
  return isMap(stored) ? stored : null
}

/** Undefined where the two differ in more than numbers. */
function renumbered(before: Json | undefined, stored: Json | undefined, now: Json): Json | undefined {
  if (before === now) return stored
  if (typeof now === 'number') return isFreeNumber(before, stored) && now !== 0 ? now : undefined
  if (Array.isArray(now)) return Array.isArray(before) ? renumberedList(before, stored, now) : undefined
  return isMap(now) && isMap(before) ? renumberedMap(before, stored, now) : undefined
}

function isFreeNumber(before: Json | undefined, stored: Json | undefined): boolean {
  return typeof before === 'number' && before !== 0 && stored === before
}

function renumberedList(before: Json[], stored: Json | undefined, now: Json[]): Json | undefined {
  if (before.length !== now.length) return undefined
  // What is left out because it is empty stays so.
  if (!Array.isArray(stored) || stored.length !== now.length) return now.length === 0 ? stored : undefined
  let changed = false
  const out: Json[] = []
  for (const [index, item] of now.entries()) {
    const kept = stored[index]
    const next = renumbered(before[index], kept, item)
    if (next === undefined) return undefined
    changed ||= next !== kept
    out.push(next)
  }
  return changed ? out : stored
}

function renumberedMap(before: JsonMap, stored: Json | undefined, now: JsonMap): Json | undefined {
  const keys = Object.keys(now)
  if (keys.length !== Object.keys(before).length) return undefined
  if (!isMap(stored)) return undefined
  let out: JsonMap | null = null
  for (const key of keys) {
    if (!Object.hasOwn(before, key)) return undefined
    const [was, kept, value = null] = [before[key], stored[key], now[key]]
    if (was === value) continue
    const next = renumbered(was, kept, value)
    // What is left out of the stored object may be left out again, when it is the same.
    if (next === undefined) return undefined
    if (next === kept) continue
    out ??= { ...stored }
    out[key] = next
  }
  return out ?? stored
}
