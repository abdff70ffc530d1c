import { isMap, type Json, type JsonMap } from '../../values/json.ts'
import { misnamed } from '../../values/misnamed.ts'
import { fold, nearest } from '../../values/nearest.ts'
import { type Pointer, pointer, segments, valueAt } from '../../values/pointer.ts'
import { aboutOf } from '../about.ts'
import { readPath } from '../path.ts'

const schema = 'devtron-values.schema.json'

/**
 * The value that a path was probably meant to lead to: the right name for one that people mix up, each unknown step mended, or
 * the last step where else it is known.
 */
export function meantPath(data: JsonMap, path: Pointer): Pointer | null {
  const steps = segments(path)
  const last = steps.at(-1) ?? ''
  const mixedUp = misnamed(steps.slice(0, -1), last, null)?.meant
  return (mixedUp === undefined ? null : readPath(mixedUp)) ?? mended(data, steps) ?? elsewhere(data, last)
}

function mended(data: JsonMap, steps: readonly string[]): Pointer | null {
  const meant: string[] = []
  for (const step of steps) {
    const keys = keysAt(data, pointer(...meant))
    const found = keys.includes(step) || isThere(data, pointer(...meant, step)) ? step : nearest(step, keys)
    if (found === undefined) return null
    meant.push(found)
  }
  return pointer(...meant)
}

/** The path nearest to the root whose last step is of that name; the canary's block goes first. */
function elsewhere(data: JsonMap, name: string): Pointer | null {
  let level = ['/flaggerCanary', '/flaggerCanaryExtras', ...keysAt(data, '').map(key => pointer(key))]
  const deepest = 6
  for (let depth = 0; depth < deepest && level.length > 0; depth++) {
    const found = level.find(path => fold(segments(path).at(-1) ?? '') === fold(name))
    if (found !== undefined) return found
    level = level.flatMap(path => keysAt(data, path).map(key => path + pointer(key)))
  }
  return null
}

function keysAt(data: JsonMap, path: Pointer): string[] {
  const value: Json | undefined = valueAt(data, path)
  return [...new Set([...(aboutOf(schema, path)?.keys ?? []), ...(isMap(value) ? Object.keys(value) : [])])]
}

function isThere(data: JsonMap, path: Pointer): boolean {
  return valueAt(data, path) !== undefined || aboutOf(schema, path) !== null
}
