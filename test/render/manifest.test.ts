import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { builtInNames, renderBuiltIn, renderManifest, renderStream } from '../../src/render/manifest.ts'
import { isMap } from '../../src/values/json.ts'
import type { Manifest } from '../../src/values/manifest.ts'
import { shared } from '../shared.ts'
import { read, same } from './read.ts'
import { objectOf, shapeOf } from './shape.ts'

describe('renderManifest', () => {
  test('orders fields as a reader expects them, and keeps those it does not know', () => {
    const canary: Manifest = {
      kind: 'Canary',
      apiVersion: 'flagger.app/v1beta1',
      spec: {
        analysis: {
          webhooks: [{ url: 'http://loadtester/', metadata: { cmd: 'hey -z 1m http://shop/' }, name: 'load' }],
          metrics: [{ thresholdRange: { min: 99 }, interval: '1m', name: 'request-success-rate' }],
          stepWeight: 10,
          threshold: 5,
          interval: '30s',
          alerts: [],
        },
        fromTheFuture: true,
        service: { targetPort: 'http', port: 80, gateways: ['mesh'] },
        targetRef: { name: 'shop', kind: 'Deployment', apiVersion: 'apps/v1' },
      },
      metadata: { namespace: 'prod', labels: {}, name: 'shop', annotations: { note: 'yes' } },
    }
    expect(renderManifest(canary)).toBe(`apiVersion: flagger.app/v1beta1
kind: Canary
metadata:
  name: shop
  namespace: prod
  labels: {}
  annotations:
    note: "yes"
spec:
  targetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: shop
  service:
    port: 80
    targetPort: http
    gateways:
    - mesh
  analysis:
    interval: 30s
    threshold: 5
    stepWeight: 10
    metrics:
    - name: request-success-rate
      thresholdRange:
        min: 99
      interval: 1m
    alerts: []
    webhooks:
    - name: load
      url: http://loadtester/
      metadata:
        cmd: hey -z 1m http://shop/
  fromTheFuture: true
`)
  })

  test('gives a kind without a template the same head', () => {
    const mesh = {
      spec: { b: 1, a: null },
      kind: 'Mesh',
      metadata: { labels: { a: '1' }, name: 'm' },
      apiVersion: 'x.test/v1',
    }
    expect(renderManifest(mesh)).toBe(
      'apiVersion: x.test/v1\nkind: Mesh\nmetadata:\n  name: m\n  labels:\n    a: "1"\nspec:\n  b: 1\n  a: null\n',
    )
  })

  test('takes a kind for what its group makes of it', () => {
    const knative = {
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Service',
      metadata: { name: 'a' },
      spec: { ports: 1, type: 2 },
    }
    expect(renderManifest(knative)).toContain('spec:\n  ports: 1\n  type: 2\n')
  })

  test('lays out what is no manifest', () => {
    const patch = { operations: [{ path: '/spec/replicas', op: 'remove' }], kind: 'Deployment', apiVersion: 'apps/v1' }
    expect(renderBuiltIn('fleet/fleet', { diff: { comparePatches: [patch] }, defaultNamespace: 'shop' })).toBe(
      `defaultNamespace: shop
diff:
  comparePatches:
  - apiVersion: apps/v1
    kind: Deployment
    operations:
    - op: remove
      path: /spec/replicas
`,
    )
  })
})

test('renderStream separates documents', () => {
  const config = (name: string): Manifest => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name },
    data: { a: '1' },
  })
  const document = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  a: "1"\n`
  expect(renderStream([config('a'), config('b')])).toBe(`${document('a')}---\n${document('b')}`)
  expect(renderStream([])).toBe('')
})

describe('every built-in template', () => {
  test.each(builtInNames())('%s says all of any object, however hostile', name => {
    fc.assert(
      fc.property(objectOf(shapeOf(name)), object => {
        const text = renderBuiltIn(name, object)
        expect(same(read(text), object)).toBe(true)
        expect(same(read(text, '1.1'), object)).toBe(true)
      }),
    )
  })
})

describe('real objects', () => {
  const golden = shared('golden')

  test('of every kind come out as they are', () => {
    expectFaithful(objectsIn(JSON.parse(readFileSync('fixtures/golden/render/objects.json', 'utf8'))))
  })

  test.skipIf(!golden)(
    'of all recordings come out as they are (skipped without ../shared)',
    () => {
      const folders = ['devtron', 'flagger', 'rollouts', 'fleet', 'argocd'].map(folder => join(golden ?? '', folder))
      const files = folders.flatMap(folder => readdirSync(folder).map(file => join(folder, file)))
      const objects = files
        .filter(file => file.endsWith('.json'))
        .flatMap(file => objectsIn(JSON.parse(readFileSync(file, 'utf8'))))
      expect(objects.length).toBeGreaterThan(1000)
      // Reading back is slow; alike texts are read once.
      const byText = new Map(objects.map(object => [renderManifest(object), object]))
      expectFaithful([...byText.values()])
    },
    60_000,
  )
})

function expectFaithful(objects: Manifest[]): void {
  const wrong = objects.filter(object => !same(read(renderManifest(object), '1.1'), object))
  expect(wrong).toEqual([])
}

function objectsIn(data: unknown): Manifest[] {
  if (Array.isArray(data)) return data.flatMap(objectsIn)
  if (isManifest(data)) return [data]
  return isMap(data) ? Object.values(data).flatMap(objectsIn) : []
}

function isManifest(data: unknown): data is Manifest {
  return (
    isMap(data) && typeof data['kind'] === 'string' && typeof data['apiVersion'] === 'string' && isMap(data['metadata'])
  )
}
