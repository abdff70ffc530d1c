import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare } from '../../src/values/finding.ts'
import type { Json, JsonMap } from '../../src/values/json.ts'
import { parent, valueAt } from '../../src/values/pointer.ts'
import { validateValues } from '../../src/values/validate.ts'

const valid: JsonMap = {
  ContainerPort: [{ name: 'app', port: 8080, servicePort: 80 }],
  flaggerCanary: {
    enabled: true,
    serviceport: 80,
    targetPort: 'app',
    createIstioGateway: { enabled: true, host: ['shop.example.com', '*.example.com'], tls: { enabled: false } },
    addOtherGateways: ['mesh', { namespace: 'istio-system', name: 'public' }],
    retries: false,
    match: [{ uri: { exact: '/health' }, method: { exact: 'GET' }, headers: { 'x-user': {} } }],
    corsPolicy: { allowOrigins: [{ regex: '.*' }], maxAge: '24h' },
    analysis: { interval: '1m30s', threshold: 5, maxWeight: 50, stepWeight: 10 },
    thresholds: { successRate: 99.9, latency: 250.5 },
  },
  flaggerCanaryExtras: {
    provider: 'istio',
    service: { trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } },
    analysis: { metrics: [{ name: 'error-rate', templateRef: { name: 'error-rate' }, thresholdRange: { max: 1 } }] },
    gateway: { selector: { istio: 'internal' } },
  },
}

describe('validateValues', () => {
  it('finds nothing wrong with what the chart or serin can render', () => {
    expect(validateValues(valid)).toEqual([])
    expect(validateValues({})).toEqual([])
  })

  it('reports everything in one run, in the order of the paths', () => {
    const problems = validateValues({
      flaggerCanary: {
        port: 80,
        enabled: 'yes',
        analysis: { maxWeight: 500, interval: '@{{EVERY}}' },
        labels: { v: 1 },
      },
      ContainerPort: [{ name: 'app', port: 'http' }],
    })
    expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'SC003 /ContainerPort/0/port',
      'DT005 /flaggerCanary/analysis/interval',
      'DT029 /flaggerCanary/analysis/maxWeight',
      'DT002 /flaggerCanary/enabled',
      'DT033 /flaggerCanary/labels/v',
      'DT001 /flaggerCanary/port',
    ])
  })

  it.each([null, 'on', true, 5, []])('says that values which are %j are no map', values => {
    expect(validateValues(values)).toMatchObject([{ code: 'SC001', path: '' }])
  })
})

describe('null', () => {
  it.each(['', '/createIstioGateway', '/createIstioGateway/tls', '/analysis', '/thresholds', '/loadtest'])(
    'is a mistake where the chart looks inside: flaggerCanary%s',
    path => {
      const values = nest(`/flaggerCanary${path}`, null)
      expect(validateValues(values)).toMatchObject([{ code: 'DT003', path: `/flaggerCanary${path}` }])
    },
  )

  it.each([
    'enabled',
    'serviceport',
    'retries',
    'match',
    'rewriteUri',
    'timeout',
    'headers',
    'corsPolicy',
    'gatewayRefs',
  ])('is not set anywhere else: flaggerCanary.%s', key => {
    expect(validateValues({ flaggerCanary: { [key]: null } })).toEqual([])
  })

  it('is nothing that a list may hold', () => {
    expect(validateValues({ flaggerCanary: { addOtherHosts: [null] } })).toMatchObject([{ code: 'DT012' }])
  })
})

describe('a scoped variable', () => {
  it('that is left over is named, with what to do', () => {
    expect(validateValues({ flaggerCanary: { labels: { 'example.com/team': 'x-@{{TEAM}}-@{{ENV}}' } } })).toEqual([
      {
        code: 'DT005',
        severity: 'error',
        object: null,
        path: '/flaggerCanary/labels/example.com~1team',
        message: 'unresolved scoped variables TEAM, ENV in flaggerCanary.labels["example.com/team"]',
        help: 'Devtron puts the value in before the chart is rendered; give it with `--set flaggerCanary.labels.example\\.com/team=…`.',
      },
    ])
  })

  it('may stand for a whole map, and in what the extras share with the Canary', () => {
    const values = {
      flaggerCanary: { analysis: '@{{A}}' },
      flaggerCanaryExtras: { analysis: { iterations: '@{{N}}' } },
    }
    expect(validateValues(values).map(({ code }) => code)).toEqual(['DT005', 'DT005'])
  })

  it('matters where serin reads or passes on, and nowhere else', () => {
    const values = {
      containers: [{ name: 'side', env: [{ name: 'A', value: '@{{A}}' }] }],
      kedaAutoscaling: { triggers: [{ type: 'cpu', metadata: { value: '@{{CPU}}' } }] },
      rawYaml: ['@{{RAW}}'],
    }
    expect(validateValues(values).map(({ path }) => path)).toEqual(['/kedaAutoscaling/triggers/0/metadata/value'])
  })
})

describe('input nobody would write', () => {
  it('may hold integers beyond doubles', () => {
    const digits = 123456789012345678901234567890n
    expect(validateValues({ flaggerCanary: { serviceport: digits, analysis: { threshold: digits } } })).toMatchObject([
      { message: `flaggerCanary.analysis.threshold is ${digits}; expected a whole number, 1 or more` },
      { message: `flaggerCanary.serviceport is ${digits}; expected a port number from 1 to 65535` },
    ])
  })

  it('is quoted in part when it is long', () => {
    const [problem] = validateValues({ flaggerCanary: { timeout: '🐤'.repeat(5000) } })
    expect(problem?.message.length).toBeLessThan(200)
    expect(problem?.message).toContain('🐤…')
    expect(problem?.suggestion).toBeUndefined()
  })

  it('gives as many problems as it has mistakes, however many', () => {
    const ports = Array.from({ length: 10_000 }, (_, i) => ({ name: 'app', port: `http${i}` }))
    expect(validateValues({ ContainerPort: ports })).toHaveLength(10_000)
  })

  it('never throws, and always the same problems at places that are there', () => {
    const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>
    const odd = fc.oneof(json, fc.bigInt(), fc.constantFrom<Json>('@{{X}}', '', 'true', '15s', [[]], { '': null }))
    const spots = paths(valid)
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...spots), odd), { maxLength: 4 }), changes => {
        const values = changes.reduce(
          // The same object in two places, or in itself, is nothing that a file could hold.
          (before, [path, value]) => put(before, path, structuredClone(value)),
          structuredClone(valid) as Json,
        )
        const problems = validateValues(values)
        expect(validateValues(structuredClone(values))).toEqual(problems)
        expect(problems.map(({ path }) => path)).toEqual(problems.map(({ path }) => path).toSorted(compare))
        for (const { path } of problems) expect(valueAt(values, path)).not.toBeUndefined()
      }),
    )
  })
})

function nest(path: string, value: Json): Json {
  return path
    .slice(1)
    .split('/')
    .reduceRight<Json>((inner, key) => ({ [key]: inner }), value)
}

function paths(value: Json, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, inner]) => paths(inner, `${path}/${key}`))]
}

/** Puts a value at a path, if the path is still there. */
function put(values: Json, path: string, value: Json): Json {
  if (path === '') return value
  const holder = valueAt(values, parent(path))
  if (typeof holder === 'object' && holder !== null)
    Object.assign(holder, { [path.slice(path.lastIndexOf('/') + 1)]: value })
  return values
}
