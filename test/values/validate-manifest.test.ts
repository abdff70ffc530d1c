import { describe, expect, it } from 'vitest'
import { validate } from '#build/validators/canary.js'
import type { Json, JsonMap } from '../../src/values/json.ts'
import { schemaProblems } from '../../src/values/schema-problems.ts'

const object = { apiVersion: 'flagger.app/v1beta1', kind: 'Canary', namespace: 'prod', name: 'shop' }
const targetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' }
const analysis = { interval: '1m', threshold: 5, stepWeight: 10 }

function problems(spec: JsonMap, metadata: JsonMap = {}) {
  const canary: Json = {
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: { name: 'shop', ...metadata },
    spec: { targetRef, analysis, service: { port: 80 }, ...spec },
  }
  return schemaProblems(canary, { validate, file: 'canary.schema.json', object })
}

describe('schemaProblems of a manifest', () => {
  it('finds nothing wrong with a Canary as the API server takes it', () => {
    expect(problems({})).toEqual([])
  })

  it('carries the object, the general code and the field', () => {
    expect(problems({ analysis: { ...analysis, maxWieght: 50 } })).toEqual([
      {
        code: 'SC006',
        severity: 'error',
        object,
        path: '/spec/analysis/maxWieght',
        part: 'key',
        message: 'unknown key `maxWieght` in spec.analysis; did you mean `maxWeight`?',
        suggestion: 'maxWeight',
      },
    ])
  })

  it.each<[JsonMap, string]>([
    [{ stepWeight: 10 }, 'unknown key `stepWeight` in spec; did you mean `analysis.stepWeight`?'],
    [
      { service: { stepWeight: 10, port: 80 } },
      'unknown key `stepWeight` in spec.service; did you mean `spec.analysis.stepWeight`?',
    ],
    [
      { analysis: { ...analysis, iterations: 5 } },
      'spec.analysis has interval, threshold, stepWeight and iterations; expected interval, threshold and exactly one of iterations, stepWeight and stepWeights',
    ],
    [
      { service: { port: 80, match: [{ uri: { exact: '/', prefix: '/' } }] } },
      'spec.service.match[0].uri has exact and prefix; expected exactly one of exact, prefix and regex',
    ],
    [
      { targetRef: { ...targetRef, kind: 'deployment' } },
      'spec.targetRef.kind is "deployment"; expected "DaemonSet", "Deployment" or "Service"',
    ],
  ])('%j', (spec, message) => {
    expect(problems(spec).map(problem => problem.message)).toEqual([message])
  })

  it('says what the key of a label has to be like', () => {
    const labels = { 'a b': 'c' }
    const [problem] = problems({ service: { port: 80 } }, { labels })
    expect(problem).toMatchObject({ code: 'SC009', path: '/metadata/labels/a b', part: 'key' })
    expect(problem?.message).toMatch(/^`a b` is no valid key in metadata.labels; expected letters, digits, -, _ and \./)
  })

  it('names what is missing at the map that lacks it', () => {
    expect(problems({ service: {} })).toMatchObject([{ code: 'SC005', path: '/spec/service' }])
  })
})
