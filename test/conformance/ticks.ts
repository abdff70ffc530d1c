import type { Moment } from '../../src/timeline/engine/moment.ts'
import type { Event, Script } from '../../src/timeline/engine/script.ts'
import type { JsonMap } from '../../src/values/json.ts'
import type { Manifest } from '../../src/values/manifest.ts'
import { differences } from './compare.ts'

// What "equal" means for rollouts recorded from the controller: fixtures/golden/timelines/README.md.

export interface RecordedTick {
  tick: number
  phase: string
  canaryWeight: number
  routedPrimary: number
  routedCanary: number
  mirrored: boolean
  iterations: number
  failedChecks: number
  targetReplicas?: number
  routes?: JsonMap[]
}

const fields = [
  'tick',
  'phase',
  'canaryWeight',
  'routedPrimary',
  'routedCanary',
  'mirrored',
  'iterations',
  'failedChecks',
  'targetReplicas',
] as const

export function differentTicks(actual: readonly Moment[], recorded: readonly RecordedTick[]): string[] {
  const lines = recorded.flatMap((expected, index) => {
    const moment = actual[index]
    if (!moment) return [`tick ${expected.tick}: missing`]
    const different = fields.filter(field => moment[field] !== expected[field])
    return [
      ...different.map(field => `tick ${expected.tick} ${field}: ${moment[field]}, recorded ${expected[field]}`),
      ...differences(asObjects(moment.routes()), asObjects(expected.routes)).map(
        line => `tick ${expected.tick} ${line}`,
      ),
    ]
  })
  return actual.length > recorded.length ? [...lines, `${actual.length} ticks, recorded ${recorded.length}`] : lines
}

function asObjects(routes: JsonMap[] = []): Manifest[] {
  return routes.map(({ kind, ...spec }, index) =>
    withoutWords({ apiVersion: '', kind: String(kind), metadata: { name: String(index) }, spec }),
  )
}

/** Cookies are ten letters; in objects with routes the recording put the token for every such word after a dot, star or sign. */
export function withoutWords(object: Manifest): Manifest {
  if (object.kind !== 'VirtualService' && object.kind !== 'HTTPRoute') return object
  return JSON.parse(JSON.stringify(object).replace(/(?<=[.*=])[a-z]{10}(?=[.;])/g, 'COOKIEVAL')) as Manifest
}

/** The recorded revisions run the image `registry.test/app:rev-<n>`. */
export function asRecorded(script: Script): Script {
  let revisions = 0
  return script.map((event): Event => {
    if (event.revision !== true) return event
    revisions++
    return { ...event, revision: `registry.test/app:rev-${revisions}` }
  })
}
