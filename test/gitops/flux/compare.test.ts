import { describe, expect, it } from 'vitest'
import { compareFlux, type FluxOwner } from '../../../src/gitops/flux/compare.ts'
import { fluxIgnoreRules } from '../../../src/gitops/flux/ignore.ts'
import type { Manifest } from '../../../src/values/manifest.ts'

const kustomization: FluxOwner = { kind: 'Kustomization', name: 'shop', namespace: 'flux-system' }
const release: FluxOwner = { kind: 'HelmRelease', name: 'shop', namespace: 'demo', driftDetection: { mode: 'enabled' } }
const owned = { 'kustomize.toolkit.fluxcd.io/name': 'shop', 'kustomize.toolkit.fluxcd.io/namespace': 'flux-system' }

function deployment(replicas: number | null, labels: Record<string, string> = {}): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'demo', labels },
    spec: {
      ...(replicas === null ? {} : { replicas }),
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
    },
  }
}

describe('a Kustomization', () => {
  it('puts back every field that Git names', () => {
    expect(compareFlux(kustomization, deployment(2), deployment(0, owned))).toMatchObject({
      verdict: 'modified',
      paths: ['/spec/replicas'],
      does: 'reverts',
    })
  })

  it('leaves fields alone that Git does not name', () => {
    expect(compareFlux(kustomization, deployment(null), deployment(0, owned)).verdict).toBe('synced')
  })

  it('keeps to its ignore rules', () => {
    const object = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'demo', name: 'web' }
    const ignore = fluxIgnoreRules([{ object, pointer: '/spec/replicas' }])
    expect(ignore).toEqual([
      { paths: ['/spec/replicas'], target: { group: 'apps', kind: 'Deployment', name: '^web$', namespace: '^demo$' } },
    ])
    expect(compareFlux({ ...kustomization, ignore }, deployment(2), deployment(0, owned)).verdict).toBe('synced')
    const other = fluxIgnoreRules([{ object: { ...object, name: 'we' }, pointer: '/spec/replicas' }])
    expect(compareFlux({ ...kustomization, ignore: other }, deployment(2), deployment(0, owned)).verdict).toBe(
      'modified',
    )
  })

  it("does not touch what carries Flagger's mark, and never creates it", () => {
    const marked = deployment(2)
    marked.metadata.annotations = { 'kustomize.toolkit.fluxcd.io/reconcile': 'disabled' }
    expect(compareFlux(kustomization, marked, null)).toMatchObject({ verdict: 'ignored', does: 'nothing' })
    expect(compareFlux(kustomization, deployment(0), marked)).toMatchObject({ verdict: 'ignored' })
  })

  it('creates what is missing, also with IfNotPresent', () => {
    const once = deployment(2)
    once.metadata.annotations = { 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent' }
    expect(compareFlux(kustomization, once, null)).toMatchObject({ verdict: 'missing', does: 'creates' })
    expect(compareFlux(kustomization, once, deployment(0))).toMatchObject({ verdict: 'ignored' })
  })

  it('cannot apply a field that the kind does not have', () => {
    const git = deployment(1)
    git['speck'] = {}
    expect(compareFlux(kustomization, git, deployment(1, owned)).why).toMatch(/speck/)
  })
})

describe('a HelmRelease', () => {
  const helmOwned = { 'helm.toolkit.fluxcd.io/name': 'shop', 'helm.toolkit.fluxcd.io/namespace': 'demo' }

  it('looks only when drift detection is on', () => {
    const off: FluxOwner = { kind: 'HelmRelease', name: 'shop', namespace: 'demo' }
    expect(compareFlux(off, deployment(2), deployment(0, helmOwned)).verdict).toBe('ignored')
    expect(compareFlux(release, deployment(2), deployment(0, helmOwned)).does).toBe('reverts')
  })

  it('only reports in warn mode', () => {
    const warn: FluxOwner = { ...release, driftDetection: { mode: 'warn' } }
    expect(compareFlux(warn, deployment(2), deployment(0, helmOwned)).does).toBe('reports')
  })
})
