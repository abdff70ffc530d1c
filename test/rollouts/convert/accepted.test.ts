import { describe, expect, test } from 'vitest'
import { predict } from '../../../src/flagger/predict.ts'
import type { ToRolloutOptions } from '../../../src/rollouts/convert/to-rollout/options.ts'
import { toRollout } from '../../../src/rollouts/convert/to-rollout/to-rollout.ts'
import { isRollout } from '../../../src/rollouts/kinds.ts'
import { validateRollouts } from '../../../src/rollouts/validate/validate.ts'
import type { Manifest } from '../../../src/values/manifest.ts'
import { recordedReleases } from '../canaries.ts'

const releases = (['flagger/cases', 'timelines/timelines'] as const)
  .flatMap(file => recordedReleases(file).map(({ id, release }) => ({ id: `${file} ${id}`, release })))
  .map(({ id, release }) => ({ id, release: { ...release, refs: 'assume' as const } }))

/** Those that Flagger sets up with Istio; the others have no objects that a Rollout could take over. */
const istio = releases.filter(({ release }) => {
  const { stored, verdict, created } = predict(release)
  const { provider, targetRef } = (stored?.['spec'] ?? {}) as { provider?: string; targetRef?: { kind: string } }
  const routes = created.some(({ kind }) => kind === 'VirtualService')
  return (
    verdict === 'initialized' &&
    routes &&
    (provider ?? release.settings.meshProvider) === 'istio' &&
    targetRef?.kind !== 'Service'
  )
})

describe('the Rollout of a recorded Canary is accepted', () => {
  test('there are many', () => {
    expect(istio.length).toBeGreaterThan(100)
  })

  test.each(istio)('$id', ({ release }) => {
    for (const options of choices) {
      const { manifests, problems } = toRollout(release, options)
      expect(problems).toEqual([])
      expect(manifests.filter(isRollout)).toHaveLength(1)
      const made = new Set(manifests.map(idOf))
      const others = release.cluster.objects.filter(object => !made.has(idOf(object)))
      const refused = validateRollouts([...manifests, ...others]).filter(({ severity }) => severity === 'error')
      expect(refused.map(({ code, path, message }) => `${code} ${path} ${message}`)).toEqual([])
    }
  })
})

const choices: Partial<ToRolloutOptions>[] = [
  {},
  { analysis: 'background', workload: 'reference' },
  { split: 'subsets', gates: 'pause', canarySize: 'weight' },
]

function idOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.name}`
}
