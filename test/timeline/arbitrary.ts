import fc from 'fast-check'
import type { Release } from '../../src/flagger/release.ts'
import type { Event } from '../../src/timeline/engine/script.ts'
import { canaryOf, deploymentOf, releaseOf } from '../flagger/releases.ts'

const name = 'shop'

const weights = fc.oneof(
  fc.record({ stepWeight: fc.integer({ min: 1, max: 100 }), maxWeight: fc.integer({ min: 1, max: 100 }) }),
  fc.uniqueArray(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 }).map(stepWeights => ({
    stepWeights: stepWeights.toSorted((a, b) => a - b),
  })),
)
const iterations = fc.record({
  iterations: fc.integer({ min: 1, max: 6 }),
  match: fc.constantFrom([], [{ headers: { 'x-canary': { exact: 'insider' } } }]),
})

const gate = fc.record({
  name: fc.constantFrom('a', 'b', 'c'),
  url: fc.constant('http://gate.test/'),
  type: fc.constantFrom('confirm-rollout', 'confirm-traffic-increase', 'confirm-promotion', 'pre-rollout', 'rollout'),
})

const analysis = fc
  .tuple(
    fc.oneof(weights, iterations),
    fc.record({
      interval: fc.constantFrom('10s', '1m', '5s'),
      threshold: fc.integer({ min: 1, max: 5 }),
      stepWeightPromotion: fc.constantFrom(0, 10, 30, 100),
      mirror: fc.boolean(),
      metrics: fc.constantFrom([], [{ name: 'request-success-rate', thresholdRange: { min: 99 } }]),
      webhooks: fc.uniqueArray(gate, { maxLength: 3, selector: ({ name: each }) => each }),
      sessionAffinity: fc.constantFrom(undefined, { cookieName: 'c' }),
    }),
  )
  .map(([strategy, rest]) => JSON.parse(JSON.stringify({ ...strategy, ...rest })) as object)

const provider = fc.constantFrom('istio', 'gatewayapi:v1', 'nginx', 'linkerd', 'kubernetes', 'contour', 'traefik')

/** Releases that Flagger takes on; some of them hang. */
export const releases: fc.Arbitrary<Release> = fc.record({ analysis, provider }).map(each => releaseWith(each))

/** A Deployment and its Canary, and what the provider needs of other objects. */
export function releaseWith({
  provider: of = 'istio',
  analysis: asked = {},
}: {
  provider?: string
  analysis?: object
}) {
  const spec = {
    provider: of,
    service: { port: 80, gatewayRefs: [{ name: 'gateway' }] },
    ingressRef: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name },
    analysis: asked,
  }
  return releaseOf([canaryOf(name, spec), deploymentOf(name), ingress])
}

const ingress = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name, namespace: 'test' },
  spec: {
    rules: [
      { http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port: { number: 80 } } } }] } },
    ],
  },
}

const pods = fc.option(fc.constantFrom('notReady' as const, 'deadline' as const), { nil: undefined, freq: 8 })

/** Anything that may happen before a tick. */
export const events: fc.Arbitrary<Event> = fc
  .record({
    revision: fc.option(fc.constant(true as const), { nil: undefined, freq: 6 }),
    metrics: fc.option(fc.constantFrom('fail' as const, 'none' as const), { nil: undefined, freq: 4 }),
    gates: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom(200, 202, 203, 403), { maxKeys: 2 }),
    canary: pods,
    primary: pods,
  })
  .map(event => JSON.parse(JSON.stringify(event)) as Event)
