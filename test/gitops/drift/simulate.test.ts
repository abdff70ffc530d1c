import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { predict } from '../../../src/flagger/predict.ts'
import type { Release } from '../../../src/flagger/release.ts'
import type { Settings } from '../../../src/flagger/settings.ts'
import { type Delivery, planDrift } from '../../../src/gitops/drift/plan.ts'
import type { Waiver } from '../../../src/gitops/drift/settle.ts'
import { simulateTool } from '../../../src/gitops/drift/simulate.ts'
import type { Manifest } from '../../../src/values/manifest.ts'
import { releaseOf } from '../../flagger/releases.ts'

interface Case {
  id: string
  settings: Partial<Settings>
  objects: Manifest[]
  expect: { phase?: string }
}
const cases: Case[] = JSON.parse(readFileSync('fixtures/golden/flagger/cases.json', 'utf8'))

const deliveries: Delivery[] = [
  { tool: 'fleet', version: '0.16', owner: 'shop' },
  { tool: 'argocd', version: '3.6', owner: 'shop' },
  { tool: 'flux', version: '1.9', owner: 'shop' },
]

const scalerOf = ({ objects }: Case) =>
  objects.find(({ kind }) => kind === 'HorizontalPodAutoscaler' || kind === 'ScaledObject')?.kind
const targetOf = ({ objects: [canary] }: Case) =>
  JSON.stringify(canary?.['spec']).match(/"targetRef":\{[^}]*"kind":"(\w+)"/)?.[1]
const providerOf = ({ id }: Case) => id.replace(/^\w+?-/, '')

/** One recorded case for every provider, scaler and kind of target. */
const samples = new Map(
  cases
    .filter(({ expect: { phase } }) => phase === 'Initialized')
    .flatMap(each => [
      [providerOf(each), each] as const,
      [`${scalerOf(each) ?? 'no scaler'}, ${targetOf(each)}`, each] as const,
    ]),
)

/** Everything that Flagger makes is in Git, too, as Flagger makes it. */
function committed(release: Release): Release {
  const known = new Set(release.cluster.objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`))
  const made = predict(release)
    .created.filter(({ kind, metadata }) => !known.has(`${kind} ${metadata.name}`))
    .map(({ metadata: { ownerReferences: _, ...metadata }, ...object }) => ({ ...object, metadata }) as Manifest)
  return { ...release, cluster: { ...release.cluster, objects: [...release.cluster.objects, ...made] } }
}

function drift(look: ReturnType<typeof simulateTool>, waivers: readonly Waiver[]): string[] {
  return look(waivers)
    .filter(({ verdict }) => verdict.verdict !== 'synced')
    .map(({ verdict: { kind, name, verdict, paths } }) => `${kind} ${name} ${verdict} ${paths}`)
}

describe.each(deliveries)('with the rules for $tool', delivery => {
  it.each([...samples].map(([name, { objects, settings }]) => [name, releaseOf(objects, settings)] as const))(
    '%s: no state of a rollout drifts, and without any one rule some state does',
    (_, plain) => {
      for (const release of [plain, committed(plain)]) {
        const { waivers, left } = planDrift(release, delivery)
        const look = simulateTool(release, delivery)
        const unsettled = new Set(left.map(({ kind, name, verdict, paths }) => `${kind} ${name} ${verdict} ${paths}`))
        expect(drift(look, waivers).filter(each => !unsettled.has(each))).toEqual([])
        for (const waiver of waivers) {
          const others = waivers.filter(other => other !== waiver)
          expect(drift(look, others).filter(each => !unsettled.has(each))).not.toEqual([])
        }
      }
    },
  )
})
