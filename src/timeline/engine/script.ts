import { isMap, type Json, type JsonMap } from '../../values/json.ts'
import { type Pointer, pointer } from '../../values/pointer.ts'

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

export interface ScriptFault {
  path: Pointer
  message: string
}

const health: readonly Health[] = ['notReady', 'deadline']
const readers: Record<keyof Event, (value: Json) => string | null> = {
  revision: value => (value === true || typeof value === 'string' ? null : 'true or an image'),
  config: value => (typeof value === 'string' ? null : 'the name of a ConfigMap or Secret'),
  metrics: oneOf(['fail', 'none']),
  gates: value => (isMap(value) && Object.values(value).every(isStatus) ? null : 'a map of names to HTTP statuses'),
  canary: oneOf(health),
  primary: oneOf(health),
}

/** Reads a scenario as people write it: a list of maps, one for each tick. */
export function readScript(data: Json): { script: Script; faults: ScriptFault[] } {
  const faults: ScriptFault[] = []
  if (!Array.isArray(data)) return { script: [], faults: [{ path: '', message: 'A scenario is a list of ticks.' }] }
  const script = data.map((item, index) => {
    if (isMap(item)) return readEvent(item, index, faults)
    faults.push({ path: pointer(index), message: `Tick ${index + 1} is not a map.` })
    return {}
  })
  return { script, faults }
}

function readEvent(item: JsonMap, index: number, faults: ScriptFault[]): Event {
  for (const [key, value] of Object.entries(item)) {
    const path = pointer(index, key)
    const expected = isEventKey(key) ? readers[key](value) : null
    if (!isEventKey(key)) {
      const known = Object.keys(readers).join(', ')
      faults.push({ path, message: `Tick ${index + 1} has ${key}; there are ${known}.` })
    } else if (expected !== null) {
      faults.push({ path, message: `${key} of tick ${index + 1} is ${JSON.stringify(value)}, not ${expected}.` })
    }
  }
  return item
}

function isEventKey(key: string): key is keyof Event {
  return Object.hasOwn(readers, key)
}

function oneOf(words: readonly string[]): (value: Json) => string | null {
  return value => (words.includes(String(value)) ? null : words.join(' or '))
}

function isStatus(value: Json): boolean {
  return typeof value === 'number' && Number.isInteger(value)
}
