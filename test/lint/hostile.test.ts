import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lint, timeline } from '../../src/library/calls.ts'
import { isMap, type Json, type JsonMap } from '../../src/values/json.ts'

// Manifests come from anybody: whatever stands in a field, serin says what is wrong and does not fall over.

const canary: JsonMap = {
  apiVersion: 'flagger.app/v1beta1',
  kind: 'Canary',
  metadata: { name: 'shop' },
  spec: {
    provider: 'istio',
    targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' },
    autoscalerRef: { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: 'shop' },
    service: {
      port: 80,
      targetPort: 8080,
      match: [{ uri: { prefix: '/' } }],
      hosts: ['shop.example.com'],
      gateways: ['public'],
      retries: { attempts: 3 },
      corsPolicy: { allowOrigin: ['*'] },
      trafficPolicy: { tls: { mode: 'DISABLE' } },
      headers: { request: { add: { a: 'b' } } },
    },
    analysis: {
      interval: '1m',
      threshold: 5,
      maxWeight: 50,
      stepWeight: 10,
      match: [{ headers: { a: { exact: 'b' } } }],
      metrics: [{ name: 'request-success-rate', thresholdRange: { min: 99 }, interval: '1m' }],
      webhooks: [{ name: 'a', url: 'http://a/', type: 'rollout', timeout: '5s', metadata: { cmd: 'x' } }],
      alerts: [{ name: 'a', severity: 'info', providerRef: { name: 'x' } }],
    },
  },
}
const container: JsonMap = {
  name: 'shop',
  image: 'shop:1',
  ports: [{ containerPort: 8080, name: 'http' }],
  env: [{ name: 'a', valueFrom: { secretKeyRef: { name: 'x', key: 'y' } } }],
  livenessProbe: { httpGet: { port: 8080 } },
  resources: { limits: { cpu: 1 } },
}
const deployment: JsonMap = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'shop' },
  spec: {
    selector: { matchLabels: { app: 'shop' } },
    template: {
      metadata: { labels: { app: 'shop' } },
      spec: { containers: [container], volumes: [{ name: 'a', configMap: { name: 'b' } }] },
    },
  },
}

const odd: Json[] = [null, -1, '', [], { a: null }]

/** The data with an odd value in the place of each of its own, one after the other. */
function* spoilt(data: Json): Generator<Json> {
  yield* odd
  if (Array.isArray(data)) {
    for (const [i, item] of data.entries()) for (const other of spoilt(item)) yield data.with(i, other)
  } else if (isMap(data)) {
    for (const [key, value] of Object.entries(data)) {
      const { [key]: _, ...rest } = data
      yield rest
      for (const other of spoilt(value)) yield { ...data, [key]: other }
    }
  }
}

describe.each<[string, JsonMap, JsonMap]>([
  ['Canary', canary, deployment],
  ['Deployment', deployment, canary],
])('an odd %s', (_, spoiled, whole) => {
  it('is linted and played without an exception', () => {
    fc.assert(
      fc.property(fc.constantFrom(...spoilt(spoiled)), object => {
        const text = [object, whole].map(each => JSON.stringify(each)).join('\n---\n')
        const input = { manifests: [{ name: 'odd.yaml', text }] }
        expect(() => [lint(input), timeline(input)]).not.toThrow()
      }),
      { numRuns: 150 },
    )
  })
})
