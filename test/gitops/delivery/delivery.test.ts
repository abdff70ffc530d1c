import { describe, expect, test } from 'vitest'
import { argocdFiles } from '../../../src/gitops/delivery/argocd.ts'
import type { Bundle } from '../../../src/gitops/delivery/bundle.ts'
import { fleetFiles } from '../../../src/gitops/delivery/fleet.ts'
import { fluxFiles } from '../../../src/gitops/delivery/flux.ts'
import { checkOptions } from '../../../src/gitops/fleet/bundle/check-options.ts'
import { readBundles } from '../../../src/gitops/fleet/bundle.ts'
import { isMap, type JsonMap } from '../../../src/values/json.ts'
import { readYaml } from '../../../src/values/yaml/index.ts'

const canary = { apiVersion: 'flagger.app/v1beta1', kind: 'Canary', metadata: { name: 'shop' } }
const bundle: Bundle = {
  name: 'shop-prod',
  folder: 'deploy/prod/shop',
  namespace: 'prod',
  objects: [
    {
      path: 'service-shop.yaml',
      manifest: { apiVersion: 'v1', kind: 'Service', metadata: { name: 'shop', namespace: 'prod' } },
    },
    { path: 'canary-shop.yaml', manifest: canary },
    { path: 'extra.yaml', manifest: null },
  ],
}
const withNamespace: Bundle = {
  ...bundle,
  objects: [
    { path: 'namespace-prod.yaml', manifest: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'prod' } } },
  ],
}
const elsewhere: Bundle = {
  ...bundle,
  objects: [{ path: 'canary-shop.yaml', manifest: { ...canary, metadata: { name: 'shop', namespace: 'other' } } }],
}

/** The files by path, read again. */
function read(files: readonly { path: string; text: string }[]): Record<string, JsonMap> {
  return Object.fromEntries(
    files.map(({ path, text }) => {
      const [data] = readYaml(text).documents ?? []
      if (!isMap(data)) throw new Error(`${path} is no map`)
      return [path, data]
    }),
  )
}

describe('Fleet', () => {
  const rule = { apiVersion: 'v1', kind: 'Service', name: 'shop', namespace: 'prod', jsonPointers: ['/spec/selector'] }

  test('fleet.yaml puts the objects into their namespace', () => {
    expect(read(fleetFiles(bundle, [], {}))).toEqual({ 'fleet.yaml': { namespace: 'prod' } })
  })

  test.each([withNamespace, elsewhere])('it forces none there when one lives elsewhere', other => {
    expect(read(fleetFiles(other, [], {}))).toEqual({ 'fleet.yaml': { defaultNamespace: 'prod' } })
  })

  test('rules for drift come before those of the user, whose other options count', () => {
    const own = { ...rule, name: 'cart' }
    const options = { diff: { comparePatches: [own] }, defaultNamespace: 'x', labels: { team: 'web' } }
    const { 'fleet.yaml': data } = read(fleetFiles(bundle, [rule], options))
    expect(data).toEqual({ defaultNamespace: 'x', labels: { team: 'web' }, diff: { comparePatches: [rule, own] } })
    expect(checkOptions(data ?? {})).toEqual([])
  })

  test('Fleet takes the manifests for Git and nothing of the preview', () => {
    const [file] = fleetFiles(bundle, [], {})
    const folder = (path: string, text: string) => ({ file: `deploy/${path}`, text })
    const bundles = readBundles(
      [
        folder('fleet.yaml', file?.text ?? ''),
        folder('canary-shop.yaml', 'kind: Canary\napiVersion: flagger.app/v1beta1\nmetadata: {name: shop}\n'),
        folder('.preview/service-shop.yaml', 'kind: Service\napiVersion: v1\nmetadata: {name: shop}\n'),
        folder('.serin-files', '{}'),
      ],
      'repo',
    )
    expect(bundles.map(({ content }) => content.resources.map(each => each.file))).toEqual([['canary-shop.yaml']])
  })
})

describe('Argo CD', () => {
  const rule = { group: 'apps', kind: 'Deployment', name: 'shop', jsonPointers: ['/spec/replicas'] }
  const settings = { repoURL: 'https://git.example.com/shop.git' }

  test('an Application of the folder, beside the manifests and not among them', () => {
    expect(read(argocdFiles(bundle, [], { ...settings, cluster: 'east', targetRevision: 'main' }))).toEqual({
      '.argocd/application.yaml': {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: { name: 'shop-prod', namespace: 'argocd' },
        spec: {
          project: 'default',
          source: { repoURL: 'https://git.example.com/shop.git', targetRevision: 'main', path: 'deploy/prod/shop' },
          destination: { name: 'east', namespace: 'prod' },
        },
      },
    })
  })

  test('rules come with the option that makes a sync keep to them', () => {
    const spec = { syncPolicy: { syncOptions: ['RespectIgnoreDifferences=true'] }, ignoreDifferences: [rule] }
    expect(read(argocdFiles(bundle, [rule], settings))['.argocd/application.yaml']).toMatchObject({ spec })
    expect(read(argocdFiles(bundle, [rule], null))).toEqual({ '.argocd/application-patch.yaml': { spec } })
    expect(argocdFiles(bundle, [], null)).toEqual([])
  })
})

describe('Flux', () => {
  const rule = { paths: ['/spec/replicas'], target: { kind: 'Deployment', name: '^shop$' } }
  const sourceRef = { kind: 'GitRepository', name: 'shop' }

  test('kustomization.yaml names what is for Git, in order, and nothing else', () => {
    expect(read(fluxFiles(bundle, [], null))).toEqual({
      'kustomization.yaml': {
        apiVersion: 'kustomize.config.k8s.io/v1beta1',
        kind: 'Kustomization',
        resources: ['canary-shop.yaml', 'extra.yaml', 'service-shop.yaml'],
      },
    })
  })

  test('a Kustomization of Flux for the folder, with the rules', () => {
    const files = read(fluxFiles(bundle, [rule], { sourceRef, interval: '5m' }))
    expect(files['.flux/kustomization.yaml']).toEqual({
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name: 'shop-prod', namespace: 'flux-system' },
      spec: {
        interval: '5m',
        sourceRef,
        path: './deploy/prod/shop',
        targetNamespace: 'prod',
        prune: true,
        ignore: [rule],
      },
    })
    expect(read(fluxFiles(bundle, [rule], null))['.flux/kustomization-patch.yaml']).toEqual({
      spec: { ignore: [rule] },
    })
  })

  test('objects that live elsewhere are not moved', () => {
    const files = read(fluxFiles(elsewhere, [], { sourceRef }))
    expect(files['.flux/kustomization.yaml']?.['spec']).not.toHaveProperty('targetNamespace')
  })
})
