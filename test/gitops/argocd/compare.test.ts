import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compareArgo } from '../../../src/gitops/argocd/compare.ts'
import type { ArgoInput } from '../../../src/gitops/argocd/input.ts'
import type { Manifest } from '../../../src/values/manifest.ts'

type Recorded = ArgoInput & { id: string; expect: { modified: boolean; paths: string[] } | { error: true } }
const recorded: Recorded[] = JSON.parse(readFileSync('fixtures/golden/argocd/random.json', 'utf8'))

describe("Argo CD 3.6's own code, run on random objects of 34 kinds, gives the same verdict", () => {
  it.each(recorded)('$id: $git.kind', ({ expect: expected, ...input }) => {
    const result = compareArgo(input)
    if ('error' in expected || 'error' in result) {
      expect('error' in result).toBe('error' in expected)
      return
    }
    expect([result.modified, [...result.paths].sort()]).toEqual([expected.modified, [...expected.paths].sort()])
  })
})

const deployment = (replicas?: number): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: {
    ...(replicas === undefined ? {} : { replicas }),
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
  },
})

function synced(git: Manifest): Manifest {
  const id = 'argocd.argoproj.io/tracking-id'
  const annotations = { [id]: `shop:apps/${git.kind}:demo/${git.metadata.name}` }
  return { ...git, metadata: { ...git.metadata, namespace: 'demo', annotations } }
}

const application = { app: 'shop', appNamespace: 'demo', ignoreDifferences: [] }

describe('why', () => {
  it('says what differs and how', () => {
    const result = compareArgo({ ...application, git: deployment(2), live: synced(deployment(0)) })
    expect(result).toEqual({
      modified: true,
      paths: ['/spec/replicas'],
      why: '/spec/replicas is 0 in the cluster, 2 in Git',
    })
  })

  it('says what a rule hides', () => {
    const ignoreDifferences = [{ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }]
    const result = compareArgo({ ...application, ignoreDifferences, git: deployment(2), live: synced(deployment(0)) })
    expect(result).toEqual({ modified: false, paths: [], why: 'ignored: /spec/replicas' })
  })

  it('never shows what a Secret holds', () => {
    const secret = (value: string): Manifest => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'key' },
      stringData: { token: value },
    })
    const result = compareArgo({ ...application, git: secret('hidden-a'), live: synced(secret('hidden-b')) })
    expect(JSON.stringify(result)).not.toMatch(/hidden|aGlkZGVu/)
  })
})

describe('what cannot be told is an error, not a guess', () => {
  it('a jq function that serin has not, in a rule for this object', () => {
    const ignoreDifferences = [{ kind: 'Deployment', group: 'apps', jqPathExpressions: ['.spec | select(now > 0)'] }]
    const result = compareArgo({ ...application, ignoreDifferences, git: deployment(1), live: synced(deployment(1)) })
    expect(result).toHaveProperty('error')
  })

  it('a custom resource without known schema under server-side apply', () => {
    const gateway: Manifest = { apiVersion: 'a.example/v1', kind: 'Thing', metadata: { name: 'x' }, spec: { a: 1 } }
    const result = compareArgo({
      ...application,
      syncOptions: ['ServerSideApply=true'],
      git: gateway,
      live: synced(gateway),
    })
    expect(result).toHaveProperty('error')
  })

  it('a live object in a version that no conversion is built in for', () => {
    const thing = (apiVersion: string): Manifest => ({ apiVersion, kind: 'Thing', metadata: { name: 'x' } })
    const result = compareArgo({ ...application, git: thing('a.example/v1'), live: synced(thing('a.example/v2')) })
    expect(result).toHaveProperty('error')
  })
})

describe('bad input never crashes it', () => {
  it.each([
    { metadata: { name: 'x', annotations: [] } },
    { metadata: { name: 'x', annotations: { a: 1 } } },
    { metadata: { name: 'x' }, spec: 'text' },
    { metadata: { name: 'x' }, spec: { template: [1, 2] } },
    { metadata: { name: 'x' }, spec: { big: 2n ** 70n } },
  ])('%o', part => {
    const git = { apiVersion: 'apps/v1', kind: 'Deployment', ...part } as Manifest
    expect(() => compareArgo({ ...application, git, live: synced(deployment(1)) })).not.toThrow()
    expect(() => compareArgo({ ...application, git: deployment(1), live: git })).not.toThrow()
  })
})
