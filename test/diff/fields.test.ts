import { describe, expect, test } from 'vitest'
import type { Manifest } from '../../src/values/manifest.ts'
import { classesOf, diffOf, diffOfTexts } from './diffs.ts'

const pod = (...containers: object[]): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'a' },
  spec: {
    selector: { matchLabels: { app: 'a' } },
    template: { metadata: { labels: { app: 'a' } }, spec: { containers } },
  },
})
const service = (...ports: object[]): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'a' },
  spec: { ports },
})

/** `label: before → after`. */
function lines(before: Manifest, after: Manifest): string[] {
  return diffOf([before], [after]).objects.flatMap(({ changes }) =>
    changes.map(change => `${change.label}: ${JSON.stringify(change.before)} → ${JSON.stringify(change.after)}`),
  )
}

describe('lists by their keys', () => {
  test('a container that is put before another changes nothing of that', () => {
    const app = { name: 'app', image: 'app:1' }
    expect(lines(pod(app), pod({ name: 'proxy', image: 'proxy:1' }, app))).toEqual([
      'spec.template.spec.containers[proxy]: undefined → {"name":"proxy","image":"proxy:1"}',
    ])
  })

  test('the path is that of the item where it is now', () => {
    const [proxy, before, after] = [
      { name: 'proxy', image: 'p:1' },
      { name: 'app', image: 'app:1' },
      { name: 'app', image: 'app:2' },
    ]
    expect(classesOf(diffOf([pod(before)], [pod(proxy, after)])).sort()).toEqual([
      '/spec/template/spec/containers/0: new rollout starts',
      '/spec/template/spec/containers/1/image: new rollout starts',
    ])
  })

  test('variables by name; their order counts for pods', () => {
    const env = (...names: string[]) => pod({ name: 'a', image: 'a:1', env: names.map(name => ({ name, value: '1' })) })
    expect(lines(env('A', 'B', 'C'), env('B', 'A', 'C'))).toEqual([
      'spec.template.spec.containers[a].env (order): ["A","B","C"] → ["B","A","C"]',
    ])
    expect(lines(env('A', 'B'), env('B'))).toEqual([
      'spec.template.spec.containers[a].env[A]: {"name":"A","value":"1"} → undefined',
    ])
  })

  test('ports by name, without names by number', () => {
    const [http, other] = [
      { name: 'http', port: 80 },
      { name: 'other', port: 90 },
    ]
    expect(lines(service(http, other), service(other, { ...http, port: 81 }))).toEqual([
      'spec.ports[http].port: 80 → 81',
      'spec.ports[http].targetPort: 80 → 81',
      'spec.ports (order): ["http","other"] → ["other","http"]',
    ])
    expect(lines(service({ port: 80, targetPort: 1 }), service({ port: 80, targetPort: 2 }))).toEqual([
      'spec.ports[80/TCP].targetPort: 1 → 2',
    ])
  })

  test('routes by what they match, also when just that changes', () => {
    const route = (...prefixes: string[]): Manifest => ({
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'a' },
      spec: { http: prefixes.map(prefix => ({ match: [{ uri: { prefix } }], timeout: '1s' })) },
    })
    expect(lines(route('/a', '/b'), route('/new', '/a', '/b'))).toHaveLength(1)
    expect(lines(route('/a', '/b'), route('/a', '/c'))).toEqual(['spec.http[1].match[0].uri.prefix: "/b" → "/c"'])
  })

  test('arguments and steps by their place', () => {
    const args = (...list: string[]) => pod({ name: 'a', image: 'a:1', args: list })
    expect(lines(args('-v', '-x'), args('-v', '-y'))).toEqual(['spec.template.spec.containers[a].args[1]: "-x" → "-y"'])
  })
})

describe('what means the same does not differ', () => {
  test.each([
    [
      'quantities',
      { resources: { limits: { cpu: '1000m', memory: '1024Mi' } } },
      { resources: { limits: { cpu: 1, memory: '1Gi' } } },
    ],
    ['defaults', { ports: [{ containerPort: 80 }] }, { ports: [{ containerPort: 80, protocol: 'TCP' }] }],
    ['what is empty', { env: [], resources: {} }, { env: null }],
    [
      'numbers as texts where quantities are',
      { resources: { requests: { cpu: 0.5 } } },
      { resources: { requests: { cpu: '500m' } } },
    ],
  ])('%s', (_, before, after) => {
    const [a, b] = [pod({ name: 'a', image: 'a:1', ...before }), pod({ name: 'a', image: 'a:1', ...after })]
    const { objects, rewritten } = diffOf([a], [b])
    expect(objects).toEqual([])
    expect(rewritten).toHaveLength(1)
  })

  test('durations of an analysis, and what Flagger and its CRD take for granted', () => {
    const canary = (service: string, analysis: string) => `apiVersion: flagger.app/v1beta1
kind: Canary
metadata: {name: a}
spec:
  targetRef: {apiVersion: apps/v1, kind: Deployment, name: a}
  service: {port: 80${service}}
  analysis: {threshold: 5, stepWeight: 10${analysis}}
`
    const diff = diffOfTexts(
      canary('', ', interval: 60s, sessionAffinity: {cookieName: c}'),
      canary(
        ', portName: http, targetPort: 80',
        ', interval: 1m, maxWeight: 100, sessionAffinity: {cookieName: c, maxAge: 86400}',
      ),
    )
    expect(diff.objects).toEqual([])
    expect(diff.rewritten).toHaveLength(1)
  })

  test('what only the API server writes', () => {
    const live = pod({ name: 'a', image: 'a:1' })
    const metadata = {
      ...live.metadata,
      uid: 'x',
      resourceVersion: '7',
      generation: 3,
      creationTimestamp: '2026-01-01T00:00:00Z',
      annotations: { 'deployment.kubernetes.io/revision': '3' },
    }
    expect(diffOf([{ ...live, metadata, status: { replicas: 3 } }], [live]).objects).toEqual([])
  })

  test('another version of the same API', () => {
    const hpa = (apiVersion: string, spec: object): Manifest => ({
      apiVersion,
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'a' },
      spec: { scaleTargetRef: { kind: 'Deployment', name: 'a' }, maxReplicas: 3, ...spec },
    })
    const metrics = [
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
    ]
    const diff = diffOf(
      [hpa('autoscaling/v1', { targetCPUUtilizationPercentage: 70 })],
      [hpa('autoscaling/v2', { metrics })],
    )
    expect(classesOf(diff)).toEqual(['/apiVersion: no effect'])
  })
})

test('an object is found again under another name', () => {
  const config = (name: string, extra: object = {}): Manifest => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, labels: { app: 'shop', owner: 'web' } },
    data: { A: '1', B: '2', C: '3', ...extra },
  })
  const [found] = diffOf([config('settings-1')], [config('settings-2', { A: '9' })]).objects
  expect(found).toMatchObject({ action: 'renamed', from: { name: 'settings-1' }, object: { name: 'settings-2' } })
  expect(found?.changes.map(({ path }) => path)).toEqual(['/data/A', '/metadata/name'])
  expect(
    diffOf([config('a')], [pod({ name: 'x', image: 'x:1' })])
      .objects.map(({ action }) => action)
      .sort(),
  ).toEqual(['added', 'removed'])
})
