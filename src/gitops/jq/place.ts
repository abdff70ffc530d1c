import type { Json } from '../../values/json.ts'
import { fail } from './values.ts'

/**
 * Where a value was found, while a path is being recorded: the step that led there and what stood there. A value is at its
 * place while it is the very value that stood there (gojq 0.12, execute.go, pathIntact).
 */
export interface Place {
  value: Json
  step: Json
  from: Place | null
}

export function stepped(value: Json, step: Json, found: Json, place: Place): Place {
  if (!isAt(value, place)) fail('invalid path')
  return { value: found, step, from: place }
}

export function steppedAlong(value: Json, path: Json[], found: Json, place: Place): Place {
  if (!isAt(value, place)) fail('invalid path')
  return path.reduce<Place>((from, step) => ({ value: found, step, from }), place)
}

export function isAt(value: Json, place: Place): boolean {
  return Object.is(value, place.value) || value === place.value
}
