import type { Code, Problem } from '../../values/finding.ts'
import { isMap, type Json, type JsonMap, typeName } from '../../values/json.ts'
import { nearest } from '../../values/nearest.ts'
import { type Pointer, pointer } from '../../values/pointer.ts'
import { quote, short } from '../../values/quote.ts'

/** What happens before one tick. What is not said is well: pods are ready, metrics are fine, every gate answers 200. */
export interface Event {
  /** A new revision of the target; its image, when that matters. */
  revision?: true | string
  /** The content of this ConfigMap or Secret changes. */
  config?: string
  /** The metrics are out of their ranges, or have no values. */
  metrics?: 'fail' | 'none'
  /** The HTTP status with which the webhook of a name answers. */
  gates?: Readonly<Record<string, number>>
  canary?: Health
  primary?: Health
}

/** Pods that are not available yet, or never will be: the Deployment has exceeded its progress deadline. */
export type Health = 'notReady' | 'deadline'

/** The events before the ticks of a rollout, in order; tick 1 is the first run of the controller. */
export type Script = readonly Event[]

/** Longer ones are no scenarios any more: at the shortest interval this is more than a week. */
export const mostTicks = 100_000

/** Reads a scenario as people write it: a list of maps, one for each tick. Nothing is played when there are problems. */
export function readScript(data: Json): { script: Script; problems: Problem[] } {
  if (!Array.isArray(data)) {
    const message = `a scenario is a list of ticks, such as [{}, {}, {"revision": true}]; this is a ${typeName(data)}`
    return { script: [], problems: [mistake('SC001', '', message)] }
  }
  if (data.length > mostTicks) {
    const message = `a scenario has at most ${mostTicks} ticks, this one has ${data.length}`
    return { script: [], problems: [mistake('SC007', '', message)] }
  }
  const problems: Problem[] = []
  const script = data.map((item, index) => {
    if (isMap(item)) return readEvent(item, index, problems)
    const message = `tick ${index + 1} is ${quote(item)}; expected a map of what happens before it, {} for nothing`
    problems.push(mistake('SC001', pointer(index), message))
    return {}
  })
  return { script, problems }
}

/** What a key may hold, in words; null when it does. */
type Reader = (value: Json) => string | null

const pods = oneOf(['notReady', 'deadline'] satisfies Health[])
const readers: Record<keyof Event, Reader> = {
  revision: value => (value === true || typeof value === 'string' ? null : 'true or an image'),
  config: value => (typeof value === 'string' ? null : 'the name of a ConfigMap or Secret'),
  metrics: oneOf(['fail', 'none']),
  gates: value => (isMap(value) ? null : 'a map of the names of webhooks to HTTP statuses'),
  canary: pods,
  primary: pods,
}

const lowestStatus = 100
const highestStatus = 599

function readEvent(item: JsonMap, index: number, problems: Problem[]): Event {
  for (const [key, value] of Object.entries(item)) {
    const path = pointer(index, key)
    if (!isEventKey(key)) {
      problems.push(unknownKey(key, path, index))
      continue
    }
    const expected = readers[key](value)
    if (expected !== null) {
      problems.push(mistake('SC002', path, `${key} of tick ${index + 1} is ${quote(value)}; expected ${expected}`))
    }
  }
  if (isMap(item['gates'])) readGates(item['gates'], index, problems)
  return item
}

function readGates(gates: JsonMap, index: number, problems: Problem[]): void {
  for (const [name, status] of Object.entries(gates)) {
    if (isStatus(status)) continue
    const message = `the gate ${short(name)} answers ${quote(status)} in tick ${index + 1}; expected an HTTP status such as 200 or 403`
    problems.push(mistake('SC002', pointer(index, 'gates', name), message))
  }
}

function unknownKey(key: string, path: Pointer, index: number): Problem {
  const known = Object.keys(readers)
  const suggestion = nearest(key, known)
  const message = `unknown key \`${short(key)}\` in tick ${index + 1}; there are ${known.join(', ')}`
  return { ...mistake('SC006', path, message), part: 'key', ...(suggestion !== undefined && { suggestion }) }
}

function mistake(code: Code, path: Pointer, message: string): Problem {
  return { code, severity: 'error', object: null, path, message }
}

function isEventKey(key: string): key is keyof Event {
  return Object.hasOwn(readers, key)
}

function oneOf(words: readonly string[]): Reader {
  return value => (typeof value === 'string' && words.includes(value) ? null : words.join(' or '))
}

function isStatus(value: Json): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= lowestStatus && value <= highestStatus
}
