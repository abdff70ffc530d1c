import type { ErrorObject } from 'ajv'
import { guesses } from './guesses.ts'
import { isMap, type Json } from './json.ts'
import { nearest } from './nearest.ts'
import { escapeSegment, type Pointer, pointer, segments, valueAt } from './pointer.ts'
import { flow } from './quote.ts'
import { mayHold, type Node, said } from './schema.ts'

/** A compiled validator. */
export interface Validate {
  (data: unknown): boolean
  errors?: ErrorObject[] | null
}

/** What a wrong value may have been meant to be, as one would write it: the likeliest guess that is right in its place. */
export function repaired(data: Json, path: Pointer, node: Node, validate: Validate): string | undefined {
  const value = valueAt(data, path) ?? null
  const choices = (said(node, 'enum') ?? []).filter(choice => typeof choice === 'string')
  const near = typeof value === 'string' ? nearest(value, choices) : undefined
  if (near !== undefined) return flow(near)
  const frame = around(data, path)
  const form = said(node, 'x-guess')
  const isLikely = form === undefined ? null : new RegExp(form)
  for (const guess of guesses(value)) {
    if (guess === value || !fits(node, guess)) continue
    if (typeof guess === 'string' && isLikely?.test(guess) === false) continue
    if (accepts(validate, frame, guess)) return flow(guess)
  }
  return undefined
}

/** A guess of a type that may stand here; a map only when its keys are known, not where any key would do. */
function fits(node: Node, guess: Json): boolean {
  return mayHold(node, guess) && (!isMap(guess) || Object.keys(guess).every(key => node.keys.includes(key)))
}

/** What a value is in, from the inside out: the keys of maps, null for a list. */
function around(data: Json, path: Pointer): (string | null)[] {
  let holder: Json | undefined = data
  const frame = segments(path).map(key => {
    const isList = Array.isArray(holder)
    holder = holder && valueAt(holder, pointer(key))
    return isList ? null : key
  })
  return frame.reverse()
}

/** Whether a value would be right in its place, asked with as little around it as there can be. */
function accepts(validate: Validate, frame: readonly (string | null)[], guess: Json): boolean {
  let alone = guess
  let place = ''
  for (const key of frame) {
    alone = key === null ? [alone] : { [key]: alone }
    place = `/${key === null ? 0 : escapeSegment(key)}${place}`
  }
  validate(alone)
  return !(validate.errors ?? []).some(({ instancePath }) => instancePath.startsWith(place))
}
