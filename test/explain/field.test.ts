import { describe, expect, it } from 'vitest'
import { explainField, type FieldExplanation } from '../../src/explain/field/field.ts'
import { allDescriptions } from '../../src/lint/rules/describe.ts'

function explained(name: string): FieldExplanation {
  const found = explainField(name)
  if ('unknown' in found) throw new Error(found.unknown)
  return found
}

describe('a field of the Canary', () => {
  it('has what the schema says, what Flagger does, the value behind it and its rules', () => {
    const found = explained('Canary.spec.analysis.interval')
    expect(found).toMatchObject({
      kind: 'Canary',
      path: '/spec/analysis/interval',
      value: '/flaggerCanary/analysis/interval',
    })
    expect(found.about).toMatchObject({ types: ['text'], form: 'minutes or seconds, such as 5m or 30s' })
    expect(found.behaviours.map(({ field }) => field)).toEqual(['/spec/analysis/interval'])
    expect(found.rules.map(({ code }) => code)).toContain('FL111')
  })

  it('in a list is the same in every item, and the list comes after it', () => {
    const found = explained('Canary.spec.analysis.webhooks[3].type')
    expect(found.behaviours.map(({ field }) => field)).toEqual([
      '/spec/analysis/webhooks/*/type',
      '/spec/analysis/webhooks',
    ])
    expect(found.about?.choices).toContain('confirm-promotion')
  })

  it('has no value behind it where the chart writes it by itself', () => {
    expect(explained('Canary.spec.analysis.metrics[0].interval').value).toBeNull()
    expect(explained('Canary.spec.service.retries.attempts').value).toBe('/flaggerCanary/retries/attempts')
  })
})

it('fields of other kinds and keys of Devtron’s values are known too', () => {
  expect(explained('MetricTemplate.spec.query').about?.types).toEqual(['text'])
  expect(explained('Rollout.spec.strategy.canary.steps').about?.types).toEqual(['list'])
  expect(explained('flaggerCanary.analysis.stepWeight')).toMatchObject({ kind: 'values', about: { default: 5 } })
})

describe('an object that a controller writes', () => {
  it('has its writers by role', () => {
    const { about, writers, value } = explained('Deployment.spec.replicas')
    expect(about).toBeNull()
    expect(value).toBe('/replicaCount')
    expect(writers.map(({ object, fields }) => [object.role, fields.map(({ field }) => field)])).toEqual([
      ['target', ['/spec/replicas']],
      ['primary', ['/spec/replicas']],
      // Argo Rollouts takes the pods of a Deployment that a Rollout refers to.
      ['rollout workload', ['/spec/replicas']],
    ])
  })

  it('has those of all fields below one', () => {
    const { writers } = explained('HorizontalPodAutoscaler.spec')
    expect(writers[0]?.fields.map(({ field }) => field)).toContain('/spec/minReplicas')
  })

  it('may have fields that nobody writes', () => {
    const { writers } = explained('Deployment.spec.strategy')
    expect(writers.find(({ object }) => object.role === 'target')?.fields).toEqual([])
  })
})

describe('a field that nobody knows', () => {
  it.each([
    [
      'Canary.spec.analysis.intreval',
      'Canary has no field spec.analysis.intreval; did you mean Canary.spec.analysis.interval?',
    ],
    [
      'Canary.spce.analysis.interval',
      'Canary has no field spce.analysis.interval; did you mean Canary.spec.analysis.interval?',
    ],
    ['Canary.spec.targetRef.x', 'Canary has no field spec.targetRef.x; there are apiVersion, kind, name'],
    ['Canary.spec.suspend.x', 'Canary has no field spec.suspend.x'],
    ['canary.spec', 'there is no kind canary; did you mean Canary?'],
    ['flaggerCanary.port', 'there is no value flaggerCanary.port; did you mean flaggerCanary.serviceport?'],
  ])('%s', (name, unknown) => {
    expect(explainField(name)).toMatchObject({ unknown: expect.stringContaining(unknown) })
  })
})

it('every rule about fields of the Canary is found by one of them', () => {
  const about = new Set(explained('Canary').rules.map(({ code }) => code))
  const marked = allDescriptions().filter(({ bad }) => bad?.input === 'manifests' && /^kind: Canary/m.test(bad.text))
  const missing = marked.filter(({ code, bad }) => !about.has(code) && !/kind: (?!Canary)/.test(bad?.text ?? ''))
  expect(missing.map(({ code }) => code)).toEqual([])
})
