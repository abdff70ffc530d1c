import { describe, expect, it } from 'vitest'
import {
  applicationPatch,
  argocdCmForCanaries,
  ignoreRules,
  trackingAdvice,
  withOptions,
} from '../../../src/gitops/argocd/application.ts'
import { compareArgo } from '../../../src/gitops/argocd/compare.ts'
import { health } from '../../../src/gitops/argocd/health.ts'
import type { Manifest } from '../../../src/values/manifest.ts'

const target = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'demo', name: 'web' }
const service = { apiVersion: 'v1', kind: 'Service', namespace: '', name: 'web' }

describe('rules for fields of another writer', () => {
  it('are one an object, sorted, without pointers below others', () => {
    expect(
      ignoreRules([
        { object: target, field: { pointer: '/spec/replicas' } },
        { object: service, field: { pointer: '/spec/ports/0/port' } },
        { object: service, field: { pointer: '/spec/ports' } },
        { object: service, field: { jq: '.spec.ports[].nodePort' } },
        { object: target, field: { pointer: '/spec/replicas' } },
      ]),
    ).toEqual([
      {
        group: '',
        kind: 'Service',
        name: 'web',
        jsonPointers: ['/spec/ports'],
        jqPathExpressions: ['.spec.ports[].nodePort'],
      },
      { group: 'apps', kind: 'Deployment', name: 'web', namespace: 'demo', jsonPointers: ['/spec/replicas'] },
    ])
  })

  it('come with the sync option that keeps a sync to them', () => {
    const patch = applicationPatch([{ object: target, field: { pointer: '/spec/replicas' } }], ['CreateNamespace=true'])
    expect(patch.spec.syncPolicy.syncOptions).toEqual(['CreateNamespace=true', 'RespectIgnoreDifferences=true'])
    expect(applicationPatch([]).spec.syncPolicy.syncOptions).toEqual([])
    expect(withOptions(['RespectIgnoreDifferences=false'], ['RespectIgnoreDifferences=true'])).toHaveLength(1)
  })

  it('make Argo CD accept what the other writer did', () => {
    const spec = (replicas: number) => ({ replicas, selector: {}, template: { spec: { containers: [] } } })
    const git: Manifest = { ...target, metadata: { name: 'web', namespace: 'demo' }, spec: spec(2) }
    const annotations = { 'argocd.argoproj.io/tracking-id': 'shop:apps/Deployment:demo/web' }
    const live: Manifest = { ...git, metadata: { ...git.metadata, annotations }, spec: spec(0) }
    const ignoreDifferences = ignoreRules([{ object: target, field: { pointer: '/spec/replicas' } }])
    const application = { app: 'shop', appNamespace: 'demo', git, live }
    expect(compareArgo({ ...application, ignoreDifferences: [] })).toMatchObject({ modified: true })
    expect(compareArgo({ ...application, ignoreDifferences })).toMatchObject({ modified: false })
  })
})

describe('what goes beside the rules', () => {
  it('advises against label tracking only', () => {
    expect(trackingAdvice.filter(advice => !advice.safeForCopies).map(advice => advice.method)).toEqual(['label'])
  })

  it('lets a Canary at a gate be suspended', () => {
    const canary: Manifest = {
      apiVersion: 'flagger.app/v1beta1',
      kind: 'Canary',
      metadata: { name: 'web' },
      status: { phase: 'WaitingPromotion', canaryWeight: 50, conditions: [{ message: 'Waiting for approval.' }] },
    }
    expect(health(canary)).toMatchObject({ status: 'Unknown' })
    expect(health(canary, argocdCmForCanaries)).toEqual({
      status: 'Suspended',
      message: 'WaitingPromotion --- Waiting for approval.',
    })
  })

  it('runs no Lua of others', () => {
    const canary: Manifest = { apiVersion: 'flagger.app/v1beta1', kind: 'Canary', metadata: { name: 'web' } }
    const lua = { 'resource.customizations.health.flagger.app_*': 'return {status="Healthy"}' }
    expect(health(canary, lua)).toHaveProperty('unsupported')
  })
})
