import { describe, expect, it } from 'vitest'
import { predict } from '../../src/flagger/predict.ts'
import type { Release } from '../../src/flagger/release.ts'
import type { Manifest } from '../../src/values/manifest.ts'
import { canaryOf, deploymentOf, releaseOf } from './releases.ts'

const canary = canaryOf('shop', {
  analysis: {
    interval: '1m',
    threshold: 5,
    stepWeight: 10,
    metrics: [{ name: 'errors', templateRef: { name: 'errors' } }],
    alerts: [{ name: 'chat', providerRef: { name: 'chat', namespace: 'ops' } }],
  },
})

function flaggerObject(kind: string, name: string, namespace: string, spec: object): Manifest {
  return { apiVersion: 'flagger.app/v1beta1', kind, metadata: { name, namespace }, spec }
}

const errors = flaggerObject('MetricTemplate', 'errors', 'test', { provider: { type: 'prometheus' }, query: 'up' })
const chat = flaggerObject('AlertProvider', 'chat', 'ops', { type: 'slack', secretRef: { name: 'hook' } })
const hook = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'hook', namespace: 'ops' } }

function problemsWith(objects: Manifest[], refs: Release['refs'] = 'strict') {
  const { verdict, problems } = predict(releaseOf([canary, deploymentOf('shop'), ...objects], { refs }))
  expect(verdict).toBe('initialized')
  return problems.map(
    ({ code, severity, object, path, message }) => `${severity} ${code} ${object?.name} ${path} ${message}`,
  )
}

describe('what an analysis refers to', () => {
  it('is found in its own namespace', () => {
    expect(problemsWith([errors, chat, { ...hook, stringData: { address: 'https://hook.test' } }])).toEqual([])
  })

  it('may be missing when rollouts start', () => {
    expect(problemsWith([])).toEqual([])
  })

  it('needs its Secret, with the keys that Flagger reads', () => {
    expect(problemsWith([errors, chat])).toEqual([
      'warning FL020 chat /spec/secretRef/name Secret ops/hook does not exist, and no alert is sent to it',
    ])
    expect(problemsWith([errors, chat], 'assume')).toEqual([])
    expect(problemsWith([errors, chat, { ...hook, data: { url: 'aGk=' } }])).toEqual([
      'warning FL032 chat /spec/secretRef/name Secret ops/hook has no key address, and no alert is sent to it',
    ])
  })

  it('has to fit its own CRD', () => {
    const misspelt = {
      ...errors,
      spec: { provider: { type: 'promtheus', adress: 'http://prometheus.test' }, query: 'up' },
    }
    expect(problemsWith([misspelt, chat, { ...hook, data: { address: 'aGk=' } }])).toEqual([
      'warning FL001 errors /spec/provider/adress unknown key `adress` in spec.provider; did you mean `address`?',
      expect.stringMatching(
        /^error SC002 errors \/spec\/provider\/type spec.provider.type is "promtheus"; expected "prom/,
      ),
    ])
  })
})
