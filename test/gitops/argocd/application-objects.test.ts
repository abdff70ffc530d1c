import { describe, expect, it } from 'vitest'
import { compareApplication } from '../../../src/gitops/argocd/application-objects.ts'
import type { Manifest } from '../../../src/values/manifest.ts'

const application = { app: 'shop', appNamespace: 'demo', ignoreDifferences: [] }
const trackingId = 'argocd.argoproj.io/tracking-id'

function configMap(name: string, more: Manifest['metadata'] | object = {}, data = { a: '1' }): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...more }, data }
}

function tracked(name: string, as = name, data?: { a: string }): Manifest {
  return configMap(name, { namespace: 'demo', annotations: { [trackingId]: `shop:/ConfigMap:demo/${as}` } }, data)
}

function verdicts(git: Manifest[], live: Manifest[]) {
  const { objects, error } = compareApplication(application, git, live)
  expect(error).toBeNull()
  return objects.map(({ name, verdict }) => [name, verdict])
}

describe('the objects of an application', () => {
  it('are paired by group, kind, namespace and name', () => {
    const git = [configMap('same'), configMap('changed'), configMap('gone')]
    expect(verdicts(git, [tracked('changed', 'changed', { a: '2' }), tracked('same')])).toEqual([
      ['changed', 'modified'],
      ['gone', 'missing'],
      ['same', 'synced'],
    ])
  })

  it('are extra when only the cluster has them, and not owned when the tracking-id was copied', () => {
    const copy = tracked('web-primary', 'web')
    expect(verdicts([], [tracked('left'), copy, configMap('stranger')])).toEqual([
      ['left', 'extra'],
      ['web-primary', 'notOwned'],
    ])
  })

  it('leave out what a controller owns', () => {
    const owned = tracked('web-primary', 'web')
    owned.metadata.ownerReferences = [{ apiVersion: 'flagger.app/v1beta1', kind: 'Canary', name: 'web', uid: '1' }]
    expect(verdicts([], [owned])).toEqual([])
  })

  it('have no sync status when they are hooks or skipped', () => {
    const hook = configMap('hook', { annotations: { 'argocd.argoproj.io/hook': 'Skip' } })
    expect(verdicts([hook], [])).toEqual([['hook', 'synced']])
  })

  it('count once, the last in Git winning', () => {
    expect(verdicts([configMap('a', {}, { a: '2' }), configMap('a')], [tracked('a')])).toEqual([['a', 'synced']])
  })

  it('have no verdict at all when one cannot be compared', () => {
    const rules = [{ kind: 'Service', jqPathExpressions: ['.spec['] }]
    const result = compareApplication({ ...application, ignoreDifferences: rules }, [configMap('a')], [tracked('a')])
    expect(result.objects).toEqual([])
    expect(result.error).toMatch(/spec\[/)
  })
})
