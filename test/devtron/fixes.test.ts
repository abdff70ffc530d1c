import { describe, expect, test } from 'vitest'
import { fixEffects } from '../../src/devtron/fix-effects.ts'
import { fixes, fixNames } from '../../src/devtron/fixes/index.ts'
import { releaseFromValues } from '../../src/devtron/release.ts'
import type { Json, JsonMap } from '../../src/values/json.ts'
import { valueAt } from '../../src/values/pointer.ts'
import { shop, valuesOf } from './devtron.ts'

interface Shown {
  /** What makes the fix show, beside `enabled: true`. */
  block: JsonMap
  root?: JsonMap
  kind: string
  path: string
  /** What the chart renders; `fails` when it cannot render these values. */
  before: Json | undefined | 'fails'
  after: Json | undefined
}

const gateway = {
  createIstioGateway: { enabled: true, host: 'shop.example.com', tls: { enabled: true, secretName: 'on' } },
}

/** Every fix by name: what the chart gives, what serin gives. */
const shown: Record<string, Shown[]> = {
  'keep-types': [
    { block: gateway, kind: 'Gateway', path: '/spec/servers/1/tls/credentialName', before: true, after: 'on' },
    { block: { rewriteUri: '/a #b' }, kind: 'Canary', path: '/spec/service/rewrite/uri', before: '/a', after: '/a #b' },
    {
      block: { rewriteUri: '/a: b' },
      kind: 'Canary',
      path: '/spec/service/rewrite/uri',
      before: 'fails',
      after: '/a: b',
    },
    { block: { appProtocol: '0123' }, kind: 'Canary', path: '/spec/service/appProtocol', before: 83, after: '0123' },
  ],
  'gateway-names': [
    {
      block: { addOtherGateways: ['mesh', { name: 'gw', namespace: 'istio-system' }] },
      kind: 'Canary',
      path: '/spec/service/gateways/1',
      before: 'map[name:gw namespace:istio-system]',
      after: 'istio-system/gw',
    },
  ],
  'host-list': [
    {
      block: { createIstioGateway: { enabled: true, host: ['a.example.com', 'b.example.com'] }, addOtherHosts: ['c'] },
      kind: 'Canary',
      path: '/spec/service/hosts',
      before: ['[a.example.com b.example.com]', 'c'],
      after: ['a.example.com', 'b.example.com', 'c'],
    },
    {
      block: { createIstioGateway: { enabled: true, host: ['a.example.com', 'b.example.com'] } },
      kind: 'Gateway',
      path: '/spec/servers/0/hosts',
      before: ['[a.example.com b.example.com]'],
      after: ['a.example.com', 'b.example.com'],
    },
  ],
  'full-match': [
    {
      block: { match: [{ uri: { exact: '/pay' }, method: { exact: 'POST' } }] },
      kind: 'Canary',
      path: '/spec/service/match',
      before: [{ uri: { prefix: null } }],
      after: [{ uri: { exact: '/pay' }, method: { exact: 'POST' } }],
    },
    {
      block: { match: [{ headers: { 'x-beta': { exact: '1' } } }] },
      kind: 'Canary',
      path: '/spec/service/match',
      before: 'fails',
      after: [{ headers: { 'x-beta': { exact: '1' } } }],
    },
  ],
  'no-nulls': [
    {
      block: { loadtest: { enabled: false } },
      kind: 'Canary',
      path: '/spec/analysis/webhooks',
      before: null,
      after: undefined,
    },
  ],
  'autoscaler-name': [
    {
      block: {},
      root: { autoscaling: { enabled: true, name: 'custom' } },
      kind: 'Canary',
      path: '/spec/autoscalerRef/name',
      before: 'shop-prod-hpa',
      after: 'custom',
    },
  ],
  'autoscaler-keda': [
    {
      block: {},
      root: { kedaAutoscaling: { enabled: true, triggers: [{ type: 'cpu' }] } },
      kind: 'Canary',
      path: '/spec/autoscalerRef',
      before: undefined,
      after: { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', name: 'shop-prod-keda' },
    },
  ],
  'autoscaling-v2': [
    {
      block: {},
      root: { autoscaling: { enabled: true } },
      kind: 'Canary',
      path: '/spec/autoscalerRef/apiVersion',
      before: 'autoscaling/v1',
      after: 'autoscaling/v2',
    },
  ],
  'threshold-range': [
    {
      block: {},
      kind: 'Canary',
      path: '/spec/analysis/metrics',
      before: [
        { name: 'request-success-rate', threshold: 90, interval: '1m' },
        { name: 'request-duration', threshold: 500, interval: '1m' },
      ],
      after: [
        { name: 'request-success-rate', thresholdRange: { min: 90 }, interval: '1m' },
        { name: 'request-duration', thresholdRange: { max: 500 }, interval: '1m' },
      ],
    },
  ],
  'loadtest-port': [
    {
      block: { serviceport: 80, targetPort: 8080 },
      kind: 'Canary',
      path: '/spec/analysis/webhooks/0/metadata/cmd',
      before: 'hey -z 1m -q 10 -c 2 http://shop-prod-canary.prod:8080/',
      after: 'hey -z 1m -q 10 -c 2 http://shop-prod-canary.prod:80/',
    },
  ],
}

test('every fix is shown', () => {
  expect(Object.keys(shown)).toEqual(fixNames)
})

describe.each(Object.entries(shown).flatMap(([name, rows]) => rows.map(row => [name, row] as const)))(
  '%s',
  (name, row) => {
    const values = valuesOf({ ...row.root, flaggerCanary: { enabled: true, ...row.block } })
    const others = new Set(fixNames.filter(other => other !== name))
    const render = (options: Partial<typeof shop>) => {
      const { authored, problems } = releaseFromValues(values, { ...shop, ...options })
      if (problems.length > 0) return 'fails'
      return valueAt(authored.find(({ kind }) => kind === row.kind) as Json, row.path)
    }

    test('before: what the chart renders', () => {
      expect(render({ compat: true })).toEqual(row.before)
    })

    test('after: with this fix alone, and with all of them', () => {
      expect(render({ withoutFixes: others })).toEqual(row.after)
      expect(render({})).toEqual(row.after)
    })

    test('off: as the chart', () => {
      expect(render({ withoutFixes: new Set(fixNames) })).toEqual(row.before)
    })

    test('--explain-fixes shows what it changes', () => {
      const effect = fixEffects(values, { ...shop, withoutFixes: others }).find(({ fix }) => fix.name === name)
      if (row.before === 'fails') expect(effect).toMatchObject({ on: true, unblocks: true })
      else expect(effect?.changes.some(({ path }) => path.startsWith(row.path) || row.path.startsWith(path))).toBe(true)
    })
  },
)

test('each fix says what is wrong, what it does and how it is known', () => {
  for (const fix of fixes) {
    for (const text of [fix.wrong, fix.instead, fix.evidence]) expect(text).toMatch(/^[A-Z\w].{20,}\.$/)
  }
})
