import { describe, expect, it } from 'vitest'
import type { Json } from '../../src/values/json.ts'
import { validateValues } from '../../src/values/validate.ts'

function said(values: Json): string[] {
  return validateValues(values).map(({ message }) => message)
}

describe('an unknown key', () => {
  it.each<[string, Json, string]>([
    ['has a near name', { servicePort: 80 }, 'unknown key `servicePort` in flaggerCanary; did you mean `serviceport`?'],
    [
      'is one level too high',
      { stepWeight: 5 },
      'unknown key `stepWeight` in flaggerCanary; did you mean `analysis.stepWeight`?',
    ],
    [
      'is one level too low',
      { analysis: { timeout: '15s' } },
      'unknown key `timeout` in flaggerCanary.analysis; it belongs at `flaggerCanary.timeout`',
    ],
    [
      'is in the map next door',
      { thresholds: { stepWeight: 5 } },
      'unknown key `stepWeight` in flaggerCanary.thresholds; it belongs at `flaggerCanary.analysis.stepWeight`',
    ],
    [
      'has a near name that holds something else',
      { threshold: 5 },
      'unknown key `threshold` in flaggerCanary; did you mean `analysis.threshold`?',
    ],
    [
      'is what the chart cannot say',
      { analysis: { stepWeights: [10, 50] } },
      'unknown key `stepWeights` in flaggerCanary.analysis; the chart cannot say this, `flaggerCanaryExtras.analysis.stepWeights` can',
    ],
    ['is what nobody knows', { foo: 1 }, 'unknown key `foo` in flaggerCanary'],
    [
      'is in a map of few keys',
      { loadtest: { path: '/' } },
      'unknown key `path` in flaggerCanary.loadtest; expected enabled or url',
    ],
    [
      'is in an entry of a list',
      { match: [{ path: { prefix: '/' } }] },
      'unknown key `path` in flaggerCanary.match[0]; did you mean `uri`?',
    ],
  ])('%s', (_, block, message) => {
    expect(said({ flaggerCanary: block })).toEqual([message])
  })

  it.each<[Json, string]>([
    [
      { analysis: { stepWeight: 5 } },
      'unknown key `stepWeight` in flaggerCanaryExtras.analysis; it belongs at `flaggerCanary.analysis.stepWeight`',
    ],
    [
      { service: { port: 80 } },
      'unknown key `port` in flaggerCanaryExtras.service; it belongs at `flaggerCanary.serviceport`',
    ],
    [{ spec: {} }, 'unknown key `spec` in flaggerCanaryExtras'],
  ])('of the extras: %j', (block, message) => {
    expect(said({ flaggerCanaryExtras: block })).toEqual([message])
  })

  it('that is a required one misspelt is one mistake, not two', () => {
    expect(said({ flaggerCanaryExtras: { analysis: { metrics: [{ nme: 'error-rate' }] } } })).toEqual([
      'unknown key `nme` in flaggerCanaryExtras.analysis.metrics[0]; did you mean `name`?',
    ])
    expect(said({ flaggerCanaryExtras: { analysis: { metrics: [{ foo: 'error-rate' }] } } })).toHaveLength(2)
  })

  it('at the root is Devtron’s business, unless it is nearly the name of a block', () => {
    expect(said({ flaggers: {}, canary: {}, whatever: 1 })).toEqual([])
    expect(said({ flaggercanary: { port: 80 } })).toEqual([
      'unknown key `flaggercanary`; did you mean `flaggerCanary`?',
    ])
  })

  it('may have a name that means something to JavaScript', () => {
    const values = JSON.parse('{"flaggerCanary": {"__proto__": 1, "constructor": 2, "toString": 3}}') as Json
    expect(validateValues(values).map(({ path, part }) => [path, part])).toEqual([
      ['/flaggerCanary/__proto__', 'key'],
      ['/flaggerCanary/constructor', 'key'],
      ['/flaggerCanary/toString', 'key'],
    ])
  })
})
