import { describe, expect, it } from 'vitest'
import { predict } from '../../src/flagger/predict.ts'
import type { Release } from '../../src/flagger/release.ts'
import type { Manifest } from '../../src/values/manifest.ts'
import { canaryOf, deploymentOf, releaseOf } from './releases.ts'

const env = [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'keyed', key: 'a' } } }]
const envFrom = [{ configMapRef: { name: 'all' } }, { secretRef: { name: 'keys', optional: true } }]
const volumes = [
  { name: 'a', configMap: { name: 'mounted' } },
  { name: 'b', projected: { sources: [{ secret: { name: 'projected' } }] } },
]
const deployment = deploymentOf('shop', {}, { containers: [{ name: 'shop', env, envFrom }], volumes })

function config(kind: 'ConfigMap' | 'Secret', name: string, more: object = {}): Manifest {
  return {
    apiVersion: 'v1',
    kind,
    metadata: { name, namespace: 'test', labels: { team: 'web', other: 'x' } },
    data: { a: 'YQ==' },
    ...more,
  }
}
const configs = [
  ...['keyed', 'all', 'mounted'].map(name => config('ConfigMap', name)),
  ...['keys', 'projected'].map(name => config('Secret', name)),
]

function predicted(objects: Manifest[], options: Parameters<typeof releaseOf>[1] = {}) {
  const { created, problems } = predict(releaseOf([canaryOf('shop'), deployment, ...objects], options))
  const primary = created.find(({ kind }) => kind === 'Deployment')
  const copies = created.filter(({ kind }) => kind === 'ConfigMap' || kind === 'Secret')
  return { primary: JSON.stringify(primary), copies, names: copies.map(({ metadata }) => metadata.name), problems }
}

describe('ConfigMaps and Secrets of the target', () => {
  it('get copies, which the primary refers to', () => {
    const { primary, names } = predicted(configs)
    expect(names).toEqual(['all-primary', 'keyed-primary', 'mounted-primary', 'keys-primary', 'projected-primary'])
    for (const name of names) expect(primary).toContain(`"${name}"`)
  })

  it('give the copies the labels that the prefix list lets through, and hide the values of Secrets', () => {
    const { copies } = predicted(configs, { includeLabelPrefix: ['team'] })
    expect(copies.map(({ metadata }) => metadata.labels)).toEqual(Array(5).fill({ team: 'web' }))
    expect(copies[0]).toMatchObject({ data: { a: 'YQ==' } })
    expect(copies[4]).toMatchObject({ kind: 'Secret', type: 'Opaque', data: { a: '<hidden>' } })
  })

  it('are left as they are without config tracking', () => {
    const { primary, names } = predicted(configs, { enableConfigTracking: false })
    expect(names).toEqual([])
    expect(primary).not.toContain('mounted-primary')
  })

  it('are left as they are when their annotation says so, or when they are credentials', () => {
    const untracked = {
      metadata: { name: 'all', namespace: 'test', annotations: { 'flagger.app/config-tracking': 'disabled' } },
    }
    const others = configs.filter(({ metadata }) => !['all', 'projected'].includes(metadata.name))
    const token = config('Secret', 'projected', { type: 'kubernetes.io/service-account-token' })
    const { names, primary } = predicted([...others, config('ConfigMap', 'all', untracked), token])
    expect(names).toEqual(['keyed-primary', 'mounted-primary', 'keys-primary'])
    expect(primary).toContain('"all"')
  })

  it('may be missing where they are optional, and otherwise stop the controller', () => {
    const without = (name: string) => predicted(configs.filter(({ metadata }) => metadata.name !== name))
    expect(without('keys').problems).toEqual([])
    expect(without('keys').names).not.toContain('keys-primary')
    expect(without('mounted').problems).toMatchObject([
      { code: 'FL020', path: '/spec/template/spec/volumes/0/configMap' },
    ])
  })

  it('are assumed to exist when only some manifests are given', () => {
    const { primary, names, problems } = predicted([], { refs: 'assume' satisfies Release['refs'] })
    expect(names).toEqual([])
    expect(primary).toContain('mounted-primary')
    expect(problems.map(({ code, severity }) => `${severity} ${code}`)).toEqual(Array(5).fill('info FL021'))
  })
})
