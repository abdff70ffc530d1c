import { describe, expect, it } from 'vitest'
import { appliesServerSide, conflictMessage, predictConflicts } from '../../../src/gitops/fleet/conflicts.ts'
import type { Manifest } from '../../../src/values/manifest.ts'

const deployment: Manifest = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'prod' },
  spec: { replicas: 2, selector: { matchLabels: { app: 'web' } } },
}
const service: Manifest = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'prod' },
  spec: { selector: { app: 'web' }, ports: [{ name: 'web', port: 80, targetPort: 8080 }] },
}

const flagger = (fields: object) => ({ manager: 'flagger', fields: JSON.parse(JSON.stringify(fields)) })

describe('another writer and Git', () => {
  it('conflict over replicas, in the words of the API server', () => {
    const conflicts = predictConflicts(deployment, [flagger({ spec: { replicas: 0 } })])
    expect(conflicts).toEqual([
      {
        manager: 'flagger',
        field: '.spec.replicas',
        path: '/spec/replicas',
        git: 2,
        written: 0,
        help: expect.stringContaining('Leave spec.replicas out of Git'),
      },
    ])
    expect(conflictMessage(deployment, conflicts)).toBe(
      'conflict occurred while applying object prod/web apps/v1, Kind=Deployment: Apply failed with 1 conflict: conflict with "flagger" using apps/v1: .spec.replicas',
    )
  })

  it('conflict over the selector as one field, and over ports field by field', () => {
    const written = {
      selector: { app: 'web-primary' },
      ports: [{ port: 80, protocol: 'TCP', name: 'http', targetPort: 8080 }],
    }
    const conflicts = predictConflicts(service, [flagger({ spec: written })])
    expect(conflicts.map(({ field, path }) => [field, path])).toEqual([
      ['.spec.ports[port=80,protocol="TCP"].name', '/spec/ports/0/name'],
      ['.spec.selector', '/spec/selector'],
    ])
    expect(conflicts[0]).toMatchObject({ git: 'web', written: 'http' })
  })

  it('agree where they write the same', () => {
    expect(predictConflicts(deployment, [flagger({ spec: { replicas: 2 } })])).toEqual([])
  })

  it('have nothing to do with one another where Git is silent', () => {
    const { replicas: _, ...spec } = deployment['spec'] as { replicas: number }
    expect(predictConflicts({ ...deployment, spec }, [flagger({ spec: { replicas: 0 } })])).toEqual([])
  })

  it('replace lists of custom resources whole', () => {
    const route: Manifest = {
      apiVersion: 'networking.istio.io/v1beta1',
      kind: 'VirtualService',
      metadata: { name: 'web' },
      spec: { hosts: ['web'], http: [{ route: [{ weight: 100 }] }] },
    }
    const conflicts = predictConflicts(route, [flagger({ spec: { http: [{ route: [{ weight: 90 }] }] } })])
    expect(conflicts.map(({ field }) => field)).toEqual(['.spec.http'])
  })

  it('are told apart by manager', () => {
    const writers = [
      flagger({ spec: { replicas: 0 } }),
      { manager: 'kubectl-edit', fields: { spec: { paused: true } } },
    ]
    const paused = { ...deployment, spec: { ...(deployment['spec'] as object), paused: false } }
    expect(predictConflicts(paused, writers).map(({ manager, field }) => `${manager} ${field}`)).toEqual([
      'flagger .spec.replicas',
      'kubectl-edit .spec.paused',
    ])
  })
})

describe('Fleet applies server-side', () => {
  it.each([
    ['0.14.4', {}, false],
    ['0.15.0', {}, true],
    ['v0.16.1', {}, true],
    ['1.0.0', {}, true],
    ['0.16.1', { helm: { takeOwnership: true } }, false],
    ['0.16.1', { helm: { force: true } }, false],
    ['0.16.1', { correctDrift: { force: true } }, false],
  ])('in %s with %j: %s', (version, options, expected) => {
    expect(appliesServerSide(options, version)).toBe(expected)
  })
})
