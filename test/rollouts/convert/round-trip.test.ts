import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { predict } from '../../../src/flagger/predict.ts'
import type { Release } from '../../../src/flagger/release.ts'
import { readCanary, storeCanary } from '../../../src/flagger/stored.ts'
import { toCanary } from '../../../src/rollouts/convert/to-canary/to-canary.ts'
import { defaultToRolloutOptions } from '../../../src/rollouts/convert/to-rollout/options.ts'
import { sourceOf, weightsOf } from '../../../src/rollouts/convert/to-rollout/source.ts'
import { toRollout } from '../../../src/rollouts/convert/to-rollout/to-rollout.ts'
import type { Json, JsonMap } from '../../../src/values/json.ts'
import type { Manifest } from '../../../src/values/manifest.ts'
import { valueAt } from '../../../src/values/pointer.ts'
import { releases } from '../../timeline/arbitrary.ts'
import { recordedReleases } from '../canaries.ts'

/** Canary → Rollout → Canary: what the report calls exact is there again. */
describe('there and back', () => {
  const recorded = (['flagger/cases', 'timelines/timelines'] as const).flatMap(file =>
    recordedReleases(file).map(({ id, release }) => ({ id: `${file} ${id}`, release })),
  )
  const converted = recorded.filter(({ release }) => toRollout(release).manifests.length > 0)

  test.each(converted)('$id', ({ release }) => holds(release))

  test('any Canary', () => {
    fc.assert(fc.property(releases, holds), { numRuns: 200 })
  })
})

function holds(release: Release): void {
  const there = toRollout(release)
  if (there.manifests.length === 0) return
  const back = toCanary(there.manifests)
  const again = back.manifests.find(({ kind }) => kind === 'Canary')
  expect.assert(again)
  const before = read(release, release.canary)
  const others = back.manifests.filter(object => object !== again)
  const after = read({ ...release, cluster: { ...release.cluster, objects: others } }, again)
  for (const { feature, fidelity, path } of there.report()) {
    if (fidelity !== 'exact') continue
    const compare = compared[feature] ?? (({ data }: Canary) => valueAt(data, path))
    expect({ feature, is: compare(after) }).toEqual({ feature, is: compare(before) })
  }
}

interface Canary {
  data: Json
  weights: number[]
  interval: number
  /** The routes and policies that Flagger makes of it. */
  mesh: unknown[]
}

/** Features that may be written in another way and mean the same. */
const compared: { [feature: string]: (canary: Canary) => unknown } = {
  stepWeight: ({ weights }) => weights,
  stepWeights: ({ weights }) => weights,
  interval: ({ interval }) => interval,
  'canary of full size': () => true,
  service: ({ mesh }) => mesh,
}

function read(release: Release, canary: Manifest): Canary {
  const { manifest } = storeCanary(canary, release.namespace)
  expect.assert(manifest)
  const source = sourceOf(release, manifest, readCanary(manifest).canary, defaultToRolloutOptions)
  const { suspend: _, ...spec } = manifest['spec'] as JsonMap
  const { created, changed } = predict({ ...release, canary: { ...manifest, spec }, refs: 'assume' })
  const mesh = [...created, ...changed].filter(({ kind }) => kind === 'VirtualService' || kind === 'DestinationRule')
  return {
    data: manifest as Json,
    weights: weightsOf(source.plan).weights,
    interval: source.plan.interval,
    mesh: mesh.map(object => [object.kind, object.metadata.name, object['spec']]),
  }
}
