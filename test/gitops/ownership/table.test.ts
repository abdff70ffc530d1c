import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Settings } from '../../../src/flagger/settings.ts'
import { ownedField, ownedObject } from '../../../src/gitops/ownership/find.ts'
import { objectsOf } from '../../../src/gitops/ownership/roles.ts'
import { stagesOfRun } from '../../../src/gitops/ownership/stages.ts'
import { ownership } from '../../../src/gitops/ownership/table.ts'
import type { Phase } from '../../../src/timeline/engine/status.ts'
import type { Manifest } from '../../../src/values/manifest.ts'
import { releaseOf } from '../../flagger/releases.ts'
import { type Fact, heldFacts, playedFacts, promotedFacts, recordedFacts, takenOver } from './facts.ts'

interface Case {
  id: string
  settings: Partial<Settings>
  objects: Manifest[]
  expect: { changed?: Manifest[] }
}
interface Timeline extends Omit<Case, 'expect'> {
  expect: { ticks: { phase: Phase; targetReplicas?: number; routes?: unknown }[] }
}
const cases: Case[] = JSON.parse(readFileSync('fixtures/golden/flagger/cases.json', 'utf8'))
const timelines: Timeline[] = JSON.parse(readFileSync('fixtures/golden/timelines/timelines.json', 'utf8'))

const isConfig = ({ kind }: Manifest) => kind === 'ConfigMap' || kind === 'Secret'

/** What is seen in rollouts of every recorded case, with Git as it was, and with everything in Git that Flagger makes. */
const seen: Fact[] = cases.flatMap(({ objects, settings }) => {
  const release = releaseOf(objects, settings)
  return [release, takenOver(release), takenOver(release, isConfig)].flatMap(each => [
    ...playedFacts(each),
    ...heldFacts(each),
    ...promotedFacts(each),
  ])
})

/** Null when the table knows of it. */
function unknown({ role, kind, path, stages }: Fact): string | null {
  const object = ownedObject(role, kind)
  const row = object && ownedField(object, path)
  const isKnown =
    path === ''
      ? object?.made
      : row &&
        stages.every(stage =>
          stage === 'held' ? row.held : stages.some(each => each !== 'held' && row.stages.includes(each)),
        )
  return isKnown ? null : `${role} ${kind} ${path} ${stages}`
}

describe('the table of who writes what', () => {
  it('has everything that Flagger writes in recorded and played rollouts', () => {
    expect(new Set(seen.map(unknown).filter(text => text !== null))).toEqual(new Set())
  })

  it('has what the recorded controller changed in given objects', () => {
    const recorded = cases.flatMap(({ objects, settings, expect: { changed = [] } }) =>
      recordedFacts(releaseOf(objects, settings), changed),
    )
    expect(recorded.length).toBeGreaterThan(200)
    expect(new Set(recorded.map(unknown).filter(text => text !== null))).toEqual(new Set())
  })

  it('has the stages in which recorded rollouts scale the target and move its traffic', () => {
    const facts = timelines.flatMap(({ objects, settings, expect: { ticks } }) => {
      const objectOf = (wanted: string) => objectsOf(releaseOf(objects, settings)).find(({ role }) => role === wanted)
      const [target, route] = [objectOf('target'), objectOf('route')]
      return ticks.flatMap((tick, i): Fact[] => {
        const before = ticks[i - 1]
        if (!before) return []
        const stages = stagesOfRun(before.phase, tick.phase)
        const scaled = target && tick.targetReplicas !== before.targetReplicas
        const moved =
          route && before.routes !== undefined && JSON.stringify(tick.routes) !== JSON.stringify(before.routes)
        return [
          ...(scaled ? [{ role: target.role, kind: target.kind.key, path: '/spec/replicas', stages }] : []),
          ...(moved && route.kind.kind === 'VirtualService'
            ? [{ role: route.role, kind: route.kind.key, path: '/spec/http', stages }]
            : []),
        ]
      })
    })
    expect(facts.length).toBeGreaterThan(200)
    expect(new Set(facts.map(unknown).filter(text => text !== null))).toEqual(new Set())
  })

  it('has no row that is never seen, but for what no recorded case comes to', () => {
    const seenRows = new Set(
      seen.flatMap(({ role, kind, path, stages }) => {
        const object = ownedObject(role, kind)
        const row = path !== '' && object && ownedField(object, path)
        return row ? stages.map(stage => `${role} ${kind} ${row.field} ${stage}`) : []
      }),
    )
    const rows = ownership
      .filter(({ controller }) => controller === 'flagger')
      .flatMap(({ role, kind, fields }) =>
        fields.flatMap(({ field, stages, held }) =>
          [...stages, ...(held ? ['held'] : [])].map(stage => `${role} ${kind} ${field} ${stage}`),
        ),
      )
    expect(rows.filter(row => !seenRows.has(row))).toEqual([
      // Knative has no pods that a rollout could wait for here.
      'target serving.knative.dev/Service /spec/traffic promotion',
      'target serving.knative.dev/Service /spec/traffic rollback',
      // No recorded upstreamRef has one.
      'route gloo.solo.io/Upstream /spec/loadBalancerConfig init',
      'route gloo.solo.io/Upstream /spec/loadBalancerConfig held',
    ])
  })

  it('prefers the exact field to the one above it', () => {
    const route = ownedObject('route', 'networking.istio.io/VirtualService')
    expect(route && ownedField(route, '/spec/http/0/route')?.field).toBe('/spec/http')
    expect(route && ownedField(route, '/spec/hosts')?.field).toBe('/spec/*')
    expect(route && ownedField(route, '/status/x')).toBeNull()
  })
})
