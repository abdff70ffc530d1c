import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { predict } from '../../src/flagger/predict.ts'
import type { Release } from '../../src/flagger/release.ts'
import { defaultSettings, type Settings } from '../../src/flagger/settings.ts'
import { readReleases } from '../../src/manifests/releases.ts'
import { describeObject } from '../../src/values/finding.ts'
import { type Manifest, refOf } from '../../src/values/manifest.ts'
import { canaryOf, deploymentOf, hpaOf, releaseOf } from '../flagger/releases.ts'

function read(texts: Record<string, string>, options: { namespace?: string; refs?: Release['refs'] } = {}) {
  const files = Object.entries(texts).map(([file, text]) => ({ file, text }))
  return readReleases(files, { namespace: 'test', settings: defaultSettings, refs: 'assume', ...options })
}

function named(objects: readonly Manifest[]): string[] {
  return objects.map(object => describeObject(refOf(object)))
}

function stream(...objects: Manifest[]): string {
  return objects.map(object => JSON.stringify(object)).join('\n---\n')
}

describe('the releases of some manifests', () => {
  it('are one for every Canary, with what it refers to', () => {
    const autoscalerRef = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: 'shop' }
    const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'test' } }
    const volumes = [{ name: 'settings', configMap: { name: 'settings' } }]
    const { releases, findings } = read({
      'workloads.yaml': stream(deploymentOf('shop', {}, { volumes }), deploymentOf('cart'), deploymentOf('other')),
      'configs.yaml': stream(config, { ...config, metadata: { name: 'other' } }),
      'canaries.yaml': stream(canaryOf('shop', { autoscalerRef }), canaryOf('cart'), hpaOf('shop')),
    })
    expect(findings).toEqual([])
    expect(releases.map(({ authored }) => named(authored))).toEqual([
      ['Canary test/shop', 'Deployment test/shop', 'ConfigMap test/settings', 'HorizontalPodAutoscaler test/shop'],
      ['Canary test/cart', 'Deployment test/cart'],
    ])
  })

  it('share an object, which is shown with the first one', () => {
    const volumes = [{ name: 'settings', configMap: { name: 'settings' } }]
    const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'test' } }
    const both = ['shop', 'cart'].flatMap(name => [canaryOf(name), deploymentOf(name, {}, { volumes })])
    const { releases } = read({ 'all.yaml': stream(...both, config) })
    expect(releases.map(({ authored }) => named(authored).includes('ConfigMap test/settings'))).toEqual([true, false])
    expect(releases.map(({ cluster }) => named(cluster.objects).includes('ConfigMap test/settings'))).toEqual([
      true,
      true,
    ])
  })

  it('live in the namespace of the input when they name none', () => {
    const [canary, deployment] = [canaryOf('shop'), deploymentOf('shop')]
    delete canary.metadata.namespace
    delete deployment.metadata.namespace
    const { releases } = read({ 'all.yaml': stream(canary, deployment) }, { namespace: 'here', refs: 'strict' })
    const [prediction] = releases.map(predict)
    expect(prediction).toMatchObject({ verdict: 'initialized', problems: [] })
    expect(prediction?.created.map(({ metadata }) => metadata.namespace)).toEqual(Array(7).fill('here'))
  })

  it('leave objects of other namespaces alone', () => {
    const elsewhere = deploymentOf('shop')
    elsewhere.metadata.namespace = 'elsewhere'
    const { releases } = read({ 'all.yaml': stream(canaryOf('shop'), elsewhere) }, { refs: 'strict' })
    const [prediction] = releases.map(predict)
    expect(prediction?.problems).toMatchObject([{ code: 'FL020', path: '/spec/targetRef' }])
  })

  it('take the last of two objects, and say so', () => {
    const { releases, findings } = read({
      'a.yaml': stream(canaryOf('shop'), deploymentOf('shop', { replicas: 1 })),
      'b.yaml': `\n${stream(deploymentOf('shop', { replicas: 7 }))}`,
    })
    const [deployment] = releases[0]?.cluster.objects ?? []
    expect(deployment).toMatchObject({ spec: { replicas: 7 } })
    expect(findings).toMatchObject([
      {
        code: 'MF005',
        severity: 'warning',
        message: 'Deployment test/shop is there twice; the last one counts',
        place: { file: 'b.yaml', line: 2, column: 1 },
        related: [{ place: { file: 'a.yaml', line: 3, column: 1 } }],
      },
    ])
  })

  it('know versions of one kind as the same object', () => {
    const old = { ...hpaOf('shop'), apiVersion: 'autoscaling/v2beta2' }
    const { findings } = read({ 'a.yaml': stream(canaryOf('shop'), hpaOf('shop'), old) })
    expect(findings.map(({ code }) => code)).toEqual(['MF005'])
  })

  it.each([
    ['nothing', {}, 'there is no Canary in the manifests'],
    ['an empty file', { 'a.yaml': '' }, 'there is no Canary in this file'],
    ['a file of comments', { 'a.yaml': '# soon\n---\n' }, 'there is no Canary in this file'],
    ['other objects', { 'a.yaml': stream(deploymentOf('shop')), 'b.yaml': '' }, 'there is no Canary in the manifests'],
    [
      "somebody else's Canary",
      { 'a.yaml': stream({ ...canaryOf('shop'), apiVersion: 'example.test/v1' }) },
      'there is no Canary in this file',
    ],
  ])('are none in %s', (_, texts, message) => {
    const { releases, findings } = read(texts)
    expect(releases).toEqual([])
    expect(findings).toMatchObject([{ code: 'MF006', severity: 'error', message, place: { line: 1, column: 1 } }])
  })
})

describe('where something is written', () => {
  const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop, namespace: test }
spec:
  selector:
    matchLabels: { team: shop }
  template:
    metadata: { labels: { team: shop } }
    spec:
      containers: []
`
  const canary = `apiVersion: flagger.app/v1beta1
kind: Canary
metadata:
  name: shop
  namespace: test
spec:
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: shop }
  service:
    port: 80
    trafic: much
  analysis: { interval: 1m, threshold: 5, stepWeight: 10 }
`
  const texts = { 'deployment.yaml': deployment, 'canary.yaml': `# first\n---\n${canary}` }

  it('is found for fields of every object', () => {
    const { releases } = read(texts)
    const [release] = releases
    const problems = release ? predict(release).problems : []
    expect(problems.map(({ code, ...subject }) => ({ code, place: release?.locate(subject) }))).toMatchObject([
      { code: 'FL001', place: { file: 'canary.yaml', line: 12, column: 5, endColumn: 11 } },
      { code: 'FL022', place: { file: 'deployment.yaml', line: 6, column: 18 } },
    ])
  })

  it('is the Canary for what is written nowhere', () => {
    const [release] = read(texts).releases
    const service = { apiVersion: 'v1', kind: 'Service', namespace: 'test', name: 'shop' }
    expect(release?.locate({ object: service, path: '/spec' })).toMatchObject({
      file: 'canary.yaml',
      line: 6,
      column: 9,
    })
  })

  it('is found in lists', () => {
    const items = [deployment, canary].map(text => `- ${text.replaceAll('\n', '\n  ').trimEnd()}\n`).join('')
    const [release] = read({ 'list.yaml': `apiVersion: v1\nkind: List\nitems:\n${items}` }).releases
    const object = release && refOf(release.canary)
    expect(release?.locate({ object: object ?? null, path: '/spec/service/port' })).toMatchObject({
      line: 22,
      column: 13,
    })
  })
})

interface Case {
  id: string
  settings: Partial<Settings>
  objects: [Manifest, ...Manifest[]]
}

describe('a release with nothing but what its Canary refers to', () => {
  const cases = JSON.parse(readFileSync('fixtures/golden/flagger/cases.json', 'utf8')) as Case[]
  const decoys = ['test', 'default'].flatMap(namespace =>
    ['Deployment', 'Service', 'ConfigMap'].map(kind => ({
      apiVersion: 'v1',
      kind,
      metadata: { name: 'decoy', namespace },
    })),
  )

  it.each(cases.map(each => [each.id, each] as const))('is predicted like all objects together: %s', (_, each) => {
    const settings = { ...defaultSettings, ...each.settings }
    const files = [{ file: 'all.yaml', text: stream(...decoys, ...each.objects) }]
    const { releases } = readReleases(files, { namespace: 'default', settings, refs: 'strict' })
    const [narrowed] = releases
    if (!narrowed) throw new Error('the Canary was not found')
    const { problems, ...expected } = predict(releaseOf(each.objects, each.settings))
    expect(predict(narrowed)).toMatchObject(expected)
    expect(predict(narrowed).problems.map(({ code, path }) => ({ code, path }))).toEqual(
      problems.map(({ code, path }) => ({ code, path })),
    )
  })
})
