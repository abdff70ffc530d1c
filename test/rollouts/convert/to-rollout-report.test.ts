import { describe, expect, test } from 'vitest'
import { losses } from '../../../src/rollouts/convert/to-rollout/losses.ts'
import type { ToRolloutOptions } from '../../../src/rollouts/convert/to-rollout/options.ts'
import { toRollout } from '../../../src/rollouts/convert/to-rollout/to-rollout.ts'
import type { Rollout } from '../../../src/rollouts/rollout.ts'
import type { JsonMap } from '../../../src/values/json.ts'
import type { Manifest } from '../../../src/values/manifest.ts'
import { canaryOf, deploymentOf, hpaOf, releaseOf } from '../../flagger/releases.ts'

interface Asked {
  /** Over the spec of the Canary. */
  spec?: JsonMap
  /** Over its analysis. */
  analysis?: JsonMap
  workload?: { spec?: object; pod?: object } | null
  beside?: Manifest[]
  options?: Partial<ToRolloutOptions>
}

const check = { name: 'request-success-rate', interval: '1m', thresholdRange: { min: 99 } }
const hook = (type: string, more: JsonMap = {}): JsonMap => ({ name: type, type, url: 'http://hook.test/', ...more })
const template = (type: string, more: JsonMap = {}): Manifest => ({
  apiVersion: 'flagger.app/v1beta1',
  kind: 'MetricTemplate',
  metadata: { name: 'errors', namespace: 'test' },
  spec: { provider: { type, ...more }, query: 'rate({{ namespace }})' },
})
const own = { name: 'errors', interval: '1m', templateRef: { name: 'errors' }, thresholdRange: { max: 1 } }
const service: Manifest = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'shop', namespace: 'test' },
  spec: { type: 'LoadBalancer', selector: { app: 'shop' }, ports: [{ port: 80 }] },
}

/** By the feature of the report: what asks for it. Rows of the reference that are one feature in several ways are apart. */
const cases: Record<string, Asked & { exists?: (rollout: Rollout, manifests: Manifest[]) => unknown }> = {
  stepWeight: {
    analysis: { stepWeight: 20, maxWeight: 50 },
    exists: rollout => expect(weightsOf(rollout)).toEqual([20, 40, 60]),
  },
  stepWeights: {
    analysis: { stepWeight: undefined as never, stepWeights: [1, 5, 80] },
    exists: rollout => expect(weightsOf(rollout)).toEqual([1, 5, 80]),
  },
  'weights that do not rise': {
    analysis: { stepWeight: undefined as never, stepWeights: [20, 10, 50] },
    exists: rollout => expect(weightsOf(rollout)).toEqual([20]),
  },
  interval: {
    analysis: { interval: '5s' },
    exists: rollout => expect(stepsOf(rollout)).toContainEqual({ pause: { duration: '10s' } }),
  },
  'interval, all at once': {
    analysis: { stepWeight: undefined as never, iterations: 4 },
    exists: rollout => expect(stepsOf(rollout)).toContainEqual({ pause: { duration: '240s' } }),
  },
  'threshold without checks': { analysis: { metrics: [] } },
  'threshold, holding': {
    analysis: { threshold: 5, interval: '1m', metrics: [check] },
    exists: (_, manifests) =>
      expect(metricsOf(manifests)).toMatchObject([
        { interval: '1m', count: 5, failureLimit: 4, consecutiveSuccessLimit: 1, consecutiveErrorLimit: 29 },
      ]),
  },
  'threshold, in the background': {
    analysis: { threshold: 5, metrics: [check] },
    options: { analysis: 'background' },
    exists: (rollout, manifests) => {
      expect(metricsOf(manifests)).toMatchObject([{ interval: '1m', failureLimit: 4 }])
      expect(metricsOf(manifests)[0]).not.toHaveProperty('count')
      expect(rollout.spec.strategy?.canary?.analysis).toMatchObject({ startingStep: 1 })
    },
  },
  'failed checks of the whole rollout': { analysis: { metrics: [check] } },
  'blue/green': {
    analysis: { stepWeight: undefined as never, iterations: 3, metrics: [check] },
    exists: rollout =>
      expect(stepsOf(rollout).map(step => Object.keys(step)[0])).toEqual([
        'setCanaryScale',
        'pause',
        'analysis',
        'setWeight',
        'pause',
        'analysis',
      ]),
  },
  'A/B test': {
    analysis: { stepWeight: undefined as never, iterations: 3, match: [{ headers: { 'x-user': { exact: 'a' } } }] },
    exists: (rollout, manifests) => {
      expect(weightsOf(rollout)).toEqual([100])
      const virtualService = manifests.find(({ kind }) => kind === 'VirtualService')
      expect.assert(virtualService)
      const { http } = virtualService['spec'] as { http: { name: string; match?: object[] }[] }
      expect(http.map(({ name }) => name)).toEqual(['ab-test', 'default'])
      expect(http[0]?.match).toEqual([{ headers: { 'x-user': { exact: 'a' } } }])
      expect(rollout.spec.strategy?.canary?.trafficRouting?.istio?.virtualService?.routes).toEqual(['ab-test'])
    },
  },
  'match without iterations': { analysis: { match: [{ headers: { 'x-user': { exact: 'a' } } }] } },
  mirror: {
    analysis: { mirror: true, mirrorWeight: 30 },
    exists: rollout => {
      expect(stepsOf(rollout)).toContainEqual({
        setMirrorRoute: { name: 'shop-mirror', percentage: 30, match: [{ path: { prefix: '/' } }] },
      })
      expect(stepsOf(rollout)).toContainEqual({ setMirrorRoute: { name: 'shop-mirror' } })
      expect(rollout.spec.strategy?.canary?.trafficRouting?.managedRoutes).toEqual([{ name: 'shop-mirror' }])
    },
  },
  'mirror with session affinity': { analysis: { mirror: true, sessionAffinity: { cookieName: 'c' } } },
  'mirror of TCP': { analysis: { mirror: true }, spec: { service: { port: 80, appProtocol: 'TCP' } } },
  'session affinity': { analysis: { sessionAffinity: { cookieName: 'c' } } },
  'pre-rollout hooks': {
    analysis: { webhooks: [hook('pre-rollout', { metadata: { a: 'b' } })] },
    exists: (rollout, manifests) => {
      expect(stepsOf(rollout)[1]).toEqual({ analysis: { templates: [{ templateName: 'shop-pre-rollout' }] } })
      expect(metricsOf(manifests)[0]).toMatchObject({
        provider: { web: { method: 'POST', jsonBody: { name: 'shop', namespace: 'test', metadata: { a: 'b' } } } },
      })
    },
  },
  'rollout hooks': { analysis: { webhooks: [hook('rollout')] } },
  'gates as analysis': {
    analysis: { webhooks: [hook('confirm-rollout'), hook('confirm-traffic-increase'), hook('confirm-promotion')] },
    exists: (rollout, manifests) => {
      for (const metric of metricsOf(manifests)) {
        expect(metric).toMatchObject({ count: 1, consecutiveErrorLimit: 2147483647 })
      }
      const steps = stepsOf(rollout)
      const gate = (name: string) => ({ analysis: { templates: [{ templateName: `shop-${name}` }] } })
      expect(steps[0]).toEqual(gate('confirm-rollout'))
      expect(steps.at(-1)).toEqual(gate('confirm-promotion'))
      // Before each of the ten weights, and once more at the last.
      expect(steps.filter(step => JSON.stringify(step).includes('confirm-traffic-increase'))).toHaveLength(11)
    },
  },
  'gates as pauses': {
    analysis: { webhooks: [hook('confirm-promotion')] },
    options: { gates: 'pause' },
    exists: rollout => expect(stepsOf(rollout).at(-1)).toEqual({ pause: {} }),
  },
  'rollback hooks': {
    analysis: { webhooks: [hook('rollback')] },
    exists: (_, manifests) =>
      expect(metricsOf(manifests)).toMatchObject([{ failureCondition: 'true', consecutiveErrorLimit: 2147483647 }]),
  },
  'post-rollout and event hooks': { analysis: { webhooks: [hook('post-rollout'), hook('event')] } },
  'checksum and retries of hooks': { analysis: { webhooks: [hook('rollout', { retries: 2 })] } },
  alerts: { analysis: { alerts: [{ name: 'a', providerRef: { name: 'slack' } }] } },
  'built-in metrics': {
    analysis: { metrics: [check] },
    exists: (_, manifests) =>
      expect(metricsOf(manifests)[0]).toMatchObject({
        successCondition: 'len(result) > 0 && !isNaN(result[0]) && result[0] >= 99',
        provider: {
          prometheus: { query: expect.stringContaining('destination_service="shop-canary.test.svc.cluster.local"') },
        },
      }),
  },
  'own queries': { analysis: { metrics: [own] }, beside: [template('prometheus')] },
  'credentials of a metric provider': {
    analysis: { metrics: [own] },
    beside: [template('prometheus', { secretRef: { name: 'prom' } })],
  },
  'metric provider without a counterpart': { analysis: { metrics: [own] }, beside: [template('dynatrace')] },
  'metric template that is not given': { analysis: { metrics: [own] } },
  'metric without a query': { analysis: { metrics: [{ name: 'nothing', thresholdRange: { max: 1 } }] } },
  progressDeadlineSeconds: {
    spec: { progressDeadlineSeconds: 77 },
    exists: ({ spec }) => expect(spec).toMatchObject({ progressDeadlineSeconds: 77, progressDeadlineAbort: true }),
  },
  canaryReadyThreshold: {
    analysis: { canaryReadyThreshold: 80 },
    exists: rollout =>
      expect(rollout.spec.strategy?.canary?.replicaProgressThreshold).toEqual({ type: 'Percent', value: 80 }),
  },
  primaryReadyThreshold: { analysis: { primaryReadyThreshold: 80 } },
  stepWeightPromotion: { analysis: { stepWeightPromotion: 20 } },
  'canary of full size': {
    exists: rollout => expect(stepsOf(rollout)[0]).toEqual({ setCanaryScale: { weight: 100 } }),
  },
  'canary of the size of its weight': {
    options: { canarySize: 'weight' },
    exists: rollout => expect(stepsOf(rollout)[0]).toEqual({ setWeight: 10 }),
  },
  skipAnalysis: {
    spec: { skipAnalysis: true },
    exists: rollout => expect(rollout.spec.strategy?.canary).not.toHaveProperty('steps'),
  },
  'analysis that is skipped': { spec: { skipAnalysis: true } },
  suspend: { spec: { suspend: true }, exists: ({ spec }) => expect(spec.paused).toBe(true) },
  service: {
    spec: {
      service: {
        port: 80,
        hosts: ['shop.example.com'],
        gateways: ['istio-system/public'],
        timeout: '5s',
        trafficPolicy: { tls: { mode: 'DISABLE' } },
      },
    },
    exists: (_, manifests) => {
      const [virtualService] = manifests.filter(({ kind }) => kind === 'VirtualService')
      expect(virtualService?.['spec']).toMatchObject({
        hosts: ['shop.example.com', 'shop'],
        gateways: ['istio-system/public'],
        http: [{ timeout: '5s' }],
      })
      expect(manifests.filter(({ kind }) => kind === 'DestinationRule').map(({ spec }) => spec)).toEqual([
        { host: 'shop', trafficPolicy: { tls: { mode: 'DISABLE' } } },
        { host: 'shop-canary', trafficPolicy: { tls: { mode: 'DISABLE' } } },
      ])
    },
  },
  'service, conditions blended': {
    analysis: { stepWeight: undefined as never, iterations: 3, match: [{ headers: { 'x-user': { exact: 'a' } } }] },
    spec: { service: { port: 80, match: [{ uri: { prefix: '/shop' } }] } },
  },
  'name with a dot': {
    spec: { service: { port: 80, name: 'shop.v2' } },
    exists: rollout =>
      expect(rollout.spec.strategy?.canary?.trafficRouting?.istio?.destinationRule).toMatchObject({ name: 'shop.v2' }),
  },
  'Service that is there already': {
    beside: [service],
    exists: (_, manifests) =>
      expect(manifests.find(({ kind, metadata }) => kind === 'Service' && metadata.name === 'shop')).toMatchObject({
        spec: { type: 'LoadBalancer' },
      }),
  },
  'primary Service': {},
  'metadata of the primary and the canary': { spec: { service: { port: 80, primary: { labels: { a: 'b' } } } } },
  unmanagedMetadata: { spec: { service: { port: 80, unmanagedMetadata: { labels: ['a'] } } } },
  metricsServer: {
    spec: { metricsServer: 'http://prometheus:9090' },
    analysis: { metrics: [check] },
    exists: (_, manifests) =>
      expect(metricsOf(manifests)[0]).toMatchObject({
        provider: { prometheus: { address: 'http://prometheus:9090' } },
      }),
  },
  autoscaler: {
    spec: { autoscalerRef: { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: 'shop' } },
    beside: [hpaOf('shop')],
    exists: (_, manifests) =>
      expect(manifests.find(({ kind }) => kind === 'HorizontalPodAutoscaler')).toMatchObject({
        spec: { scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'shop' } },
      }),
  },
  'autoscaler that is not given': {
    spec: { autoscalerRef: { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: 'gone' } },
  },
  'ConfigMaps and Secrets': { workload: { pod: { volumes: [{ name: 'v', configMap: { name: 'settings' } }] } } },
  'workload by reference': {
    options: { workload: 'reference' },
    exists: ({ spec }, manifests) => {
      expect(spec.workloadRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' })
      expect(manifests.find(({ kind }) => kind === 'Deployment')).toMatchObject({ spec: { replicas: 0 } })
    },
  },
  'workload in the Rollout': { exists: ({ spec }) => expect(spec.template).toBeDefined() },
  'labels that the selector asks for': {
    workload: { spec: { selector: { matchLabels: { app: 'shop', tier: 'web' } } } },
    exists: ({ spec }) => expect(spec.template?.metadata?.labels).toEqual({ app: 'shop', tier: 'web' }),
  },
  'probes of init containers': {
    workload: { pod: { initContainers: [{ name: 'i', image: 'i', livenessProbe: { exec: { command: ['true'] } } }] } },
    exists: ({ spec }) => expect(spec.template?.spec?.initContainers).toEqual([{ name: 'i', image: 'i' }]),
  },
  DaemonSet: { spec: { targetRef: { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'shop' } } },
  'strategy of the workload': { workload: { spec: { strategy: { type: 'Recreate' } } } },
  'change-over': {},
  revertOnDeletion: { spec: { revertOnDeletion: true } },
}

describe('the report of a Canary that becomes a Rollout', () => {
  test.each(Object.entries(cases))('tells of %s', (feature, { exists, ...asked }) => {
    const { manifests, report, problems } = convert(asked)
    expect(problems).toEqual([])
    const [row] = report().filter(one => one.feature === feature)
    expect.assert(row, `no row for ${feature}`)
    expect(row.fidelity).toBe(losses.find(one => one.feature === feature)?.fidelity)
    const rollout = manifests.find(({ kind }) => kind === 'Rollout') as Rollout | undefined
    expect.assert(rollout)
    exists?.(rollout, manifests)
  })

  test('has no row that no test asks for', () => {
    expect(losses.map(({ feature }) => feature).filter(feature => !Object.hasOwn(cases, feature))).toEqual([])
  })

  test('tells nothing of what the Canary does not use', () => {
    const features = convert({})
      .report()
      .map(({ feature }) => feature)
    expect(features).toEqual([
      'stepWeight',
      'interval',
      'threshold without checks',
      'canary of full size',
      'service',
      'primary Service',
      'workload in the Rollout',
      'change-over',
    ])
  })
})

function convert({ spec = {}, analysis = {}, workload, beside = [], options = {} }: Asked) {
  const base = { interval: '1m', threshold: 5, maxWeight: 100, stepWeight: 10 }
  const canary = canaryOf('shop', { ...spec, analysis: JSON.parse(JSON.stringify({ ...base, ...analysis })) })
  const deployment = deploymentOf('shop', workload?.spec, workload?.pod)
  const kind = (spec['targetRef'] as { kind?: string } | undefined)?.kind ?? 'Deployment'
  return toRollout(releaseOf([canary, { ...deployment, kind }, ...beside]), options)
}

function stepsOf(rollout: Rollout) {
  return rollout.spec.strategy?.canary?.steps ?? []
}

function weightsOf(rollout: Rollout) {
  return stepsOf(rollout).flatMap(({ setWeight }) => setWeight ?? [])
}

function metricsOf(manifests: Manifest[]): object[] {
  return manifests
    .filter(({ kind }) => kind === 'AnalysisTemplate')
    .flatMap(({ spec }) => (spec as { metrics: object[] }).metrics)
}
