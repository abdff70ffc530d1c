import fc from 'fast-check'
import { expect, test } from 'vitest'
import { convert, type Input } from '../../../src/index.ts'
import { isMap, type Json } from '../../../src/values/json.ts'
import type { Manifest } from '../../../src/values/manifest.ts'
import { canaryOf, deploymentOf, hpaOf } from '../../flagger/releases.ts'
import { mesh, metricTemplate, query, rolloutOf } from '../rollouts.ts'

const check = metricTemplate('check', [
  { name: 'm', interval: '1m', successCondition: 'result[0] > 1', provider: { prometheus: { query: query('c') } } },
])
const steps = [
  { setCanaryScale: { weight: 100 } },
  { setMirrorRoute: { name: 'm', match: [{ path: { prefix: '/' } }] } },
  { setWeight: 10 },
  { pause: { duration: '1m' } },
  { analysis: { templates: [{ templateName: 'check' }], args: [{ name: 'a', value: 'b' }] } },
  { pause: {} },
]
const rollout = [rolloutOf({ steps, analysis: { templates: [{ templateName: 'check' }] } }), ...mesh(), check]
const analysis = {
  interval: '1m',
  threshold: 5,
  stepWeights: [5, 50],
  mirror: true,
  match: [{ headers: { a: { exact: 'b' } } }],
  metrics: [{ name: 'request-success-rate', interval: '1m', thresholdRange: { min: 99 } }],
  webhooks: [{ name: 'w', type: 'confirm-promotion', url: 'http://w', metadata: { a: 'b' } }],
}
const autoscalerRef = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: 'shop' }
const canary = [canaryOf('shop', { analysis, autoscalerRef }), deploymentOf('shop'), hpaOf('shop')]

const odd: Json[] = [null, '', 0, -1, 1e9, true, [], {}, [null], 'x', { a: null }, '1h', [[]], 'Rollout']

/** The objects with some values anywhere in them replaced by something else. */
function broken(objects: readonly Manifest[]): fc.Arbitrary<Json[]> {
  const places = fc.array(fc.tuple(fc.nat(), fc.nat({ max: odd.length })), { minLength: 1, maxLength: 3 })
  return places.map(changes => {
    const copies = JSON.parse(JSON.stringify(objects)) as Json[]
    for (const [at, choice] of changes) {
      const slots = slotsOf(copies)
      const [holder, key] = slots[at % slots.length] ?? []
      if (Array.isArray(holder)) holder[Number(key)] = structuredClone(odd[choice] ?? null)
      else if (isMap(holder)) holder[String(key)] = structuredClone(odd[choice] ?? null)
    }
    return copies
  })
}

function slotsOf(value: Json): [Json, string][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) => [[value, key] as [Json, string], ...slotsOf(member)])
}

test.each([
  ['Rollout', rollout, ['flagger', 'values']],
  ['Canary', canary, ['rollouts', 'values']],
] as const)('a broken %s is converted or refused, and nothing falls over', (_, objects, targets) => {
  fc.assert(
    fc.property(broken(objects), copies => {
      const text = copies.map(object => JSON.stringify(object)).join('\n---\n')
      const input: Input = { manifests: [{ name: 'broken.yaml', text }] }
      for (const to of targets) {
        const { manifests, values, reports, findings } = convert(input, to)
        const isError = findings.some(({ severity }) => severity === 'error')
        // What is converted is reported, and what is not has its reason.
        if (manifests.length + values.length > 0) expect(reports.length).toBeGreaterThan(0)
        else expect(isError).toBe(true)
      }
    }),
    { numRuns: 100 },
  )
})
