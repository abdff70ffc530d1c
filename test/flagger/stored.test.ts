import { describe, expect, it } from 'vitest'
import { predict } from '../../src/flagger/predict.ts'
import { storeCanary } from '../../src/flagger/stored.ts'
import { canaryOf, deploymentOf, releaseOf } from './releases.ts'

const analysis = { interval: '1m', threshold: 5, stepWeight: 10 }

function stored(spec: object) {
  const { manifest, problems } = storeCanary(canaryOf('shop', spec), 'default')
  return {
    spec: manifest?.['spec'],
    problems: problems.map(({ code, severity, path, message }) => `${severity} ${code} ${path} ${message}`),
  }
}

describe('the Canary as the API server keeps it', () => {
  it('has no nulls', () => {
    const { spec, problems } = stored({ service: { port: 80, hosts: null, retries: { attempts: null } } })
    expect(spec).toMatchObject({ service: { port: 80, retries: {} } })
    expect(JSON.stringify(spec)).not.toContain('null')
    expect(problems).toEqual([])
  })

  it('has the defaults of the CRD, and only those', () => {
    const { spec } = stored({
      service: { port: 80, gatewayRefs: [{ name: 'public' }], mirror: [{ backendRef: { name: 'copy', port: 80 } }] },
      analysis: { ...analysis, sessionAffinity: { cookieName: 'a' } },
    })
    expect(spec).toMatchObject({
      service: {
        gatewayRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'public' }],
        mirror: [{ backendRef: { group: '', kind: 'Service', name: 'copy' } }],
      },
      analysis: { sessionAffinity: { maxAge: 86400 } },
    })
    expect(stored({}).spec).toEqual(canaryOf('shop')['spec'])
  })

  it('has no unknown fields; each is told, with what was probably meant', () => {
    const { spec, problems } = stored({
      analysis: { ...analysis, stepWeigth: 5 },
      service: { port: 80, portname: 'http' },
      strategy: 'x',
    })
    expect(spec).toEqual(canaryOf('shop', { service: { port: 80 } })['spec'])
    expect(problems).toEqual([
      'warning FL001 /spec/analysis/stepWeigth unknown key `stepWeigth` in spec.analysis; did you mean `stepWeight`?',
      'warning FL001 /spec/service/portname unknown key `portname` in spec.service; did you mean `portName`?',
      'warning FL001 /spec/strategy unknown key `strategy` in spec',
    ])
  })

  it('lacks fields that Flagger would read, if the CRD had them', () => {
    const { problems } = stored({ service: { port: 80, meshName: 'a', backends: ['b'] }, canaryAnalysis: analysis })
    expect(problems).toEqual(['warning FL001 /spec/canaryAnalysis the API server drops spec.canaryAnalysis'])
  })

  it.each([
    ['no analysis', { analysis: undefined }, /^error SC\d+ \/spec spec lacks `analysis`/],
    ['no step', { analysis: { interval: '1m', threshold: 5 } }, /^error SC\d+ \/spec\/analysis /],
    [
      'a port in quotes',
      { service: { port: '80' } },
      /^error SC\d+ \/spec\/service\/port spec.service.port is "80"; expected a /,
    ],
    [
      'an interval without a unit',
      { analysis: { ...analysis, interval: '60' } },
      /^error SC\d+ \/spec\/analysis\/interval /,
    ],
    ['an unknown provider', { provider: 'isto' }, /^error SC\d+ \/spec\/provider .*"isto"/],
    [
      'an unknown kind of target',
      { targetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'a' } },
      /^error SC\d+ \/spec\/targetRef\/kind /,
    ],
    ['a null in a list', { service: { port: 80, hosts: [null] } }, /^error SC\d+ \/spec\/service\/hosts\/0 /],
  ])('is not kept with %s', (_, spec, says) => {
    const given = JSON.parse(
      JSON.stringify(spec === undefined ? {} : { ...(canaryOf('shop')['spec'] as object), ...spec }),
    ) as object
    const canary = { ...canaryOf('shop'), spec: given }
    const { verdict, problems, stored: kept } = predict(releaseOf([canary, deploymentOf('shop')]))
    expect({ verdict, kept }).toEqual({ verdict: 'rejected', kept: null })
    expect(problems.map(({ code, severity, path, message }) => `${severity} ${code} ${path} ${message}`)).toEqual([
      expect.stringMatching(says),
    ])
  })

  it('takes numbers for what the CRD calls int-or-string', () => {
    expect(stored({ service: { port: 80, targetPort: 8080 } }).problems).toEqual([])
    expect(stored({ service: { port: 80, targetPort: 'http' } }).problems).toEqual([])
    expect(stored({ service: { port: 80, targetPort: 80.5 } }).problems).toHaveLength(1)
  })
})
