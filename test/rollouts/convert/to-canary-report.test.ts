import { describe, expect, test } from 'vitest'
import { losses } from '../../../src/rollouts/convert/to-canary/losses.ts'
import { toCanary } from '../../../src/rollouts/convert/to-canary/to-canary.ts'
import type { JsonMap } from '../../../src/values/json.ts'
import type { Manifest } from '../../../src/values/manifest.ts'
import { mesh, metricTemplate, query, rolloutOf, virtualServiceOf } from '../rollouts.ts'

interface Asked {
  /** Over the canary strategy. */
  canary?: JsonMap
  /** Over the spec of the Rollout. */
  spec?: JsonMap
  /** In place of the Services and the VirtualService. */
  objects?: Manifest[]
  beside?: Manifest[]
}

type Told = Asked & { exists?: (canary: Manifest, manifests: Manifest[]) => unknown }

const analysis = { analysis: { templates: [{ templateName: 'check' }] } }
const withMetric = (metric: JsonMap): Asked => ({
  canary: { steps: [{ setWeight: 10 }, { pause: { duration: '1m' } }, analysis] },
  beside: [metricTemplate('check', [{ name: 'm', provider: { prometheus: { query: 'rate(x)' } }, ...metric }])],
})
const kept = (name: string, value: unknown): Told => ({ canary: { [name]: value } as JsonMap })
const analysisOf = (canary: Manifest) => (canary['spec'] as { analysis: object }).analysis

/** By the feature of the report: what asks for it. */
const cases: Record<string, Told> = {
  weights: {
    canary: { steps: [{ setWeight: 5 }, { setWeight: 25 }, { setWeight: 80 }] },
    exists: canary => expect(analysisOf(canary)).toMatchObject({ stepWeights: [5, 25, 80] }),
  },
  'weights that do not rise': {
    canary: { steps: [{ setWeight: 20 }, { setWeight: 20 }, { setWeight: 10 }, { setWeight: 40 }] },
    exists: canary => expect(analysisOf(canary)).toMatchObject({ maxWeight: 40, stepWeight: 20 }),
  },
  pauses: {
    canary: {
      steps: [{ setWeight: 5 }, { pause: { duration: 90 } }, { setWeight: 50 }, { pause: { duration: '90s' } }],
    },
    exists: canary => expect(analysisOf(canary)).toMatchObject({ interval: '90s' }),
  },
  'pauses of different length': {
    canary: {
      steps: [{ setWeight: 5 }, { pause: { duration: '1m' } }, { setWeight: 50 }, { pause: { duration: '1h' } }],
    },
    exists: canary => expect(analysisOf(canary)).toMatchObject({ interval: '3600s' }),
  },
  'pause before the end': { canary: { steps: [{ setWeight: 5 }, { pause: {} }, { setWeight: 50 }] } },
  'pause at the end': {
    canary: { steps: [{ setWeight: 5 }, { pause: {} }] },
    exists: canary => expect(analysisOf(canary)).toMatchObject({ webhooks: [{ type: 'confirm-promotion' }] }),
  },
  'canary of full size': { canary: { steps: [{ setCanaryScale: { weight: 100 } }, { setWeight: 5 }] } },
  setCanaryScale: { canary: { steps: [{ setWeight: 5 }, { setCanaryScale: { replicas: 3 } }] } },
  'header routes': {
    canary: {
      steps: [
        { setWeight: 5 },
        { setHeaderRoute: { name: 'h', match: [{ headerName: 'x', headerValue: { exact: 'a' } }] } },
      ],
    },
  },
  mirror: {
    canary: {
      steps: [{ setMirrorRoute: { name: 'm', percentage: 20, match: [{ path: { prefix: '/' } }] } }, { setWeight: 5 }],
    },
    exists: canary => expect(analysisOf(canary)).toMatchObject({ mirror: true, mirrorWeight: 20 }),
  },
  'mirror with conditions, or after a weight': {
    canary: { steps: [{ setWeight: 5 }, { setMirrorRoute: { name: 'm', match: [{ path: { prefix: '/' } }] } }] },
    exists: canary => expect(analysisOf(canary)).not.toHaveProperty('mirror'),
  },
  experiments: { canary: { steps: [{ setWeight: 5 }, { experiment: { templates: [] } }] } },
  'step plugins': { canary: { steps: [{ setWeight: 5 }, { plugin: { name: 'org/p' } }] } },
  'built-in checks': {
    canary: { steps: [{ setWeight: 5 }, analysis] },
    beside: [
      metricTemplate('check', [
        {
          name: 'request-success-rate',
          successCondition: 'len(result) > 0 && !isNaN(result[0]) && result[0] >= 99',
          provider: { prometheus: { query: query('shop-canary') } },
        },
      ]),
    ],
    exists: canary =>
      expect(analysisOf(canary)).toMatchObject({
        metrics: [{ name: 'request-success-rate', interval: '1m', thresholdRange: { min: 99 } }],
      }),
  },
  'own metrics': {
    ...withMetric({ successCondition: 'result[0] < 5' }),
    exists: (canary, manifests) => {
      expect(analysisOf(canary)).toMatchObject({ metrics: [{ name: 'm', thresholdRange: { max: 5 } }] })
      expect(manifests.find(({ kind }) => kind === 'MetricTemplate')?.['spec']).toEqual({
        provider: { type: 'prometheus' },
        query: 'rate(x)',
      })
    },
  },
  'strict bounds': {
    canary: { steps: [{ setWeight: 5 }, analysis] },
    beside: [
      metricTemplate('check', [
        {
          name: 'request-success-rate',
          successCondition: 'result[0] > 99',
          provider: { prometheus: { query: query('shop-canary') } },
        },
      ]),
    ],
  },
  conditions: withMetric({ successCondition: 'all(result, # > 1)' }),
  'metric providers': withMetric({ successCondition: 'result > 1', provider: { kayenta: {} } }),
  'arguments of queries': withMetric({
    successCondition: 'result[0] > 1',
    provider: { prometheus: { query: 'x{h="{{args.hash}}"}' } },
  }),
  'limits of each metric': {
    canary: { steps: [{ setWeight: 10 }, analysis] },
    beside: [
      metricTemplate('check', [
        { name: 'a', failureLimit: 3, successCondition: 'result[0] > 1', provider: { prometheus: { query: 'a' } } },
        { name: 'b', failureLimit: 1, successCondition: 'result[0] > 1', provider: { prometheus: { query: 'b' } } },
      ]),
    ],
    exists: canary => expect(analysisOf(canary)).toMatchObject({ threshold: 2 }),
  },
  threshold: withMetric({ failureLimit: 4, successCondition: 'result[0] > 1' }),
  'inconclusive results, delays and dry runs': withMetric({ initialDelay: '1m', successCondition: 'result[0] > 1' }),
  startingStep: { canary: { analysis: { templates: [{ templateName: 'check' }], startingStep: 2 } } },
  'analysis template that is not given': { canary: { steps: [{ setWeight: 5 }, analysis] } },
  dynamicStableScale: kept('dynamicStableScale', true),
  minPodsPerReplicaSet: kept('minPodsPerReplicaSet', 2),
  scaleDownDelaySeconds: kept('scaleDownDelaySeconds', 10),
  scaleDownDelayRevisionLimit: kept('scaleDownDelayRevisionLimit', 1),
  abortScaleDownDelaySeconds: kept('abortScaleDownDelaySeconds', 10),
  antiAffinity: kept('antiAffinity', { requiredDuringSchedulingIgnoredDuringExecution: {} }),
  canaryMetadata: kept('canaryMetadata', { labels: { a: 'b' } }),
  stableMetadata: kept('stableMetadata', { labels: { a: 'b' } }),
  pingPong: kept('pingPong', { pingService: 'a', pongService: 'b' }),
  maxSurge: kept('maxSurge', '25%'),
  maxUnavailable: kept('maxUnavailable', 1),
  rollbackWindow: { spec: { rollbackWindow: { revisions: 3 } } },
  subsets: {
    canary: {
      trafficRouting: {
        istio: {
          virtualService: { name: 'shop' },
          destinationRule: { name: 'shop', canarySubsetName: 'canary', stableSubsetName: 'stable' },
        },
      },
    },
  },
  'several VirtualServices': {
    canary: { trafficRouting: { istio: { virtualServices: [{ name: 'shop' }, { name: 'other' }] } } },
  },
  'tls routes': {
    canary: { trafficRouting: { istio: { virtualService: { name: 'shop', tlsRoutes: [{ port: 443 }] } } } },
  },
  'other routes': {
    objects: mesh([
      { name: 'primary', route: [{ destination: { host: 'shop' } }, { destination: { host: 'shop-canary' } }] },
      { name: 'else', route: [{ destination: { host: 'blog' } }] },
    ]),
  },
  'settings of the route': {
    objects: mesh([
      {
        name: 'primary',
        fault: { abort: { httpStatus: 500 } },
        route: [{ destination: { host: 'shop' } }, { destination: { host: 'shop-canary' } }],
      },
    ]),
  },
  'VirtualService that is not given': { objects: [] },
  'Service that is not given': {
    objects: [virtualServiceOf()],
    exists: canary => expect(canary['spec']).toMatchObject({ service: { port: 80, targetPort: 'http' } }),
  },
  service: {
    exists: canary =>
      expect(canary).toMatchObject({
        spec: { service: { port: 80, targetPort: 'http', hosts: ['shop.example.com'], timeout: '5s' } },
      }),
  },
  'type of the Service': {
    objects: [
      virtualServiceOf(),
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'shop', namespace: 'prod' },
        spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
      },
    ],
  },
  'names of the Services': {},
  'other routers': { canary: { trafficRouting: { nginx: { stableIngress: 'shop' } } } },
  'no steps': { canary: { steps: [] }, exists: canary => expect(canary['spec']).toMatchObject({ skipAnalysis: true }) },
  progressDeadlineSeconds: {
    spec: { progressDeadlineSeconds: 77, progressDeadlineAbort: true },
    exists: canary => expect(canary['spec']).toMatchObject({ progressDeadlineSeconds: 77 }),
  },
  'no rollback at the deadline': {},
  paused: { spec: { paused: true }, exists: canary => expect(canary['spec']).toMatchObject({ suspend: true }) },
  replicaProgressThreshold: {
    ...kept('replicaProgressThreshold', { type: 'Percent', value: 80 }),
    exists: canary => expect(analysisOf(canary)).toMatchObject({ canaryReadyThreshold: 80 }),
  },
  'replicaProgressThreshold in pods': kept('replicaProgressThreshold', { type: 'Pods', value: 2 }),
  autoscaler: {
    beside: [
      {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'shop', namespace: 'prod' },
        spec: { scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'shop' } },
      },
    ],
    exists: (canary, manifests) => {
      expect(canary['spec']).toMatchObject({ autoscalerRef: { kind: 'HorizontalPodAutoscaler', name: 'shop' } })
      expect(manifests.find(({ kind }) => kind === 'HorizontalPodAutoscaler')).toMatchObject({
        spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' } },
      })
    },
  },
  'workload by reference': {
    spec: { workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'app' }, template: null, selector: null },
    beside: [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'app', namespace: 'prod' },
        spec: { replicas: 0 },
      },
    ],
    exists: (_, manifests) =>
      expect(manifests.find(({ kind }) => kind === 'Deployment')).toMatchObject({ spec: { replicas: 2 } }),
  },
  'workload that is not given': {
    spec: { workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'app' }, template: null, selector: null },
  },
  'workload in the Rollout': {
    exists: (_, manifests) => expect(manifests.find(({ kind }) => kind === 'Deployment')?.metadata.name).toBe('shop'),
  },
}

describe('the report of a Rollout that becomes a Canary', () => {
  test.each(Object.entries(cases))('tells of %s', (feature, { exists, ...asked }) => {
    const { manifests, report } = convert(asked)
    const [row] = report().filter(one => one.feature === feature)
    expect.assert(row, `no row for ${feature}`)
    expect(row.fidelity).toBe(losses.find(one => one.feature === feature)?.fidelity)
    const canary = manifests.find(({ kind }) => kind === 'Canary')
    expect.assert(canary)
    exists?.(canary, manifests)
  })

  test('has no row that no test asks for', () => {
    expect(losses.map(({ feature }) => feature).filter(feature => !Object.hasOwn(cases, feature))).toEqual([])
  })
})

function convert({ canary = {}, spec = {}, objects = mesh(), beside = [] }: Asked) {
  return toCanary([rolloutOf(canary, spec), ...objects, ...beside])
}
