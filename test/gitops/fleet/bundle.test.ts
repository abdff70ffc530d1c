import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type BundleCode, type BundleProblem, bundleCodes } from '../../../src/gitops/fleet/bundle/codes.ts'
import { mergeOptions } from '../../../src/gitops/fleet/bundle/options.ts'
import { optionsFor } from '../../../src/gitops/fleet/bundle/targets.ts'
import { manifestsFor, readBundles } from '../../../src/gitops/fleet/bundle.ts'
import { shared } from '../../shared.ts'

type Files = Record<string, string>

function read(files: Files, gitRepo = 'repo') {
  return readBundles(
    Object.entries(files).map(([file, text]) => ({ file, text })),
    gitRepo,
  )
}

function problems(files: Files): BundleProblem[] {
  return read(files).flatMap(bundle => bundle.problems)
}

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`
const deployment = (name: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}, namespace: prod}\nspec: {replicas: 1}\n`
const canary = 'apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: {name: web}\n'
const rules = (entry: string) => `diff:\n  comparePatches:\n  - ${entry}\n`
const web = 'apiVersion: apps/v1, kind: Deployment, namespace: prod, name: web'

/** For every code a repository that has the problem, where it is told, and the same without it. */
const examples: Record<BundleCode, [bad: Files, file: string, path: string, good: Files]> = {
  GO201: [
    { 'fleet.yaml': 'defaultNamespaces: prod' },
    'fleet.yaml',
    '/defaultNamespaces',
    { 'fleet.yaml': 'defaultNamespace: prod' },
  ],
  GO202: [{ 'fleet.yaml': 'a: [' }, 'fleet.yaml', '', { 'fleet.yaml': '' }],
  GO203: [{ 'fleet.yaml': 'name: My_App' }, 'fleet.yaml', '/name', { 'fleet.yaml': 'name: my-app' }],
  GO204: [
    { 'fleet.yaml': 'helm: {repo: https://flagger.app, chart: flagger, values: {crd.create: true}}' },
    'fleet.yaml',
    '/helm/values/crd.create',
    { 'fleet.yaml': 'helm: {repo: https://flagger.app, chart: flagger, values: {crd: {create: true}}}' },
  ],
  GO205: [
    { 'fleet.yaml': 'correctDrift: {enabled: true}', 'canary.yaml': canary },
    'fleet.yaml',
    '/correctDrift/enabled',
    { 'fleet.yaml': 'correctDrift: {enabled: true}', 'config.yaml': configMap('a') },
  ],
  GO206: [
    { 'fleet.yaml': 'helm: {chart: app, valuesFiles: [prod.yaml]}', 'app/Chart.yaml': 'name: app' },
    'fleet.yaml',
    '/helm/valuesFiles/0',
    { 'fleet.yaml': 'helm: {chart: app, valuesFiles: [prod.yaml]}', 'app/Chart.yaml': 'name: app', 'prod.yaml': '' },
  ],
  GO207: [
    { 'fleet.yaml': 'helm: {chart: app}' },
    'fleet.yaml',
    '/helm/chart',
    { 'fleet.yaml': 'helm: {chart: app}', 'app/Chart.yaml': 'name: app' },
  ],
  GO210: [
    { 'fleet.yaml': 'targetCustomizations: [{namespace: prod}]' },
    'fleet.yaml',
    '/targetCustomizations/0',
    { 'fleet.yaml': 'targetCustomizations: [{namespace: prod, clusterSelector: {}}]' },
  ],
  GO211: [
    { 'fleet.yaml': 'targetCustomizations: [{clusterSelector: {}}, {clusterName: a}]' },
    'fleet.yaml',
    '/targetCustomizations/1',
    { 'fleet.yaml': 'targetCustomizations: [{clusterName: a}, {clusterSelector: {}}]' },
  ],
  GO212: [
    { 'fleet.yaml': 'targetCustomizations: [{clusterName: a, helm: {maxHistory: 5}}]' },
    'fleet.yaml',
    '/targetCustomizations/0/helm/maxHistory',
    { 'fleet.yaml': 'helm: {maxHistory: 5}' },
  ],
  GO213: [
    { 'fleet.yaml': 'targetCustomizations: [{clusterName: a, namespaceLabels: {istio-injection: enabled}}]' },
    'fleet.yaml',
    '/targetCustomizations/0/namespaceLabels',
    { 'fleet.yaml': 'namespaceLabels: {istio-injection: enabled}' },
  ],
  GO214: [
    {
      'fleet.yaml': `${rules(`{${web}, jsonPointers: [/spec/replicas]}`)}targetCustomizations:\n- clusterName: a\n  diff: {comparePatches: [{${web}, jsonPointers: [/spec/paused]}]}\n`,
      'web.yaml': deployment('web'),
    },
    'fleet.yaml',
    '/targetCustomizations/0/diff/comparePatches/0',
    {
      'fleet.yaml': `${rules(`{${web}, jsonPointers: [/spec/replicas]}`)}targetCustomizations:\n- clusterName: a\n  diff: {comparePatches: [{${web}, jsonPointers: [/spec/replicas, /spec/paused]}]}\n`,
      'web.yaml': deployment('web'),
    },
  ],
  GO220: [
    { 'fleet.yaml': rules('{apiVersion: a/b/c, kind: Deployment, jsonPointers: [/spec/replicas]}') },
    'fleet.yaml',
    '/diff/comparePatches/0/apiVersion',
    withRule('jsonPointers: [/spec/replicas]'),
  ],
  GO221: [
    {
      'fleet.yaml': rules('{apiVersion: apps/v1, kind: Deployment, operations: [{op: remove, path: /spec/replicas}]}'),
    },
    'fleet.yaml',
    '/diff/comparePatches/0',
    withRule('operations: [{op: remove, path: /spec/replicas}]'),
  ],
  GO222: [
    withRule('operations: [{op: move, path: /spec/replicas}]'),
    'fleet.yaml',
    '/diff/comparePatches/0/operations/0',
    withRule('operations: [{op: replace, path: /spec/replicas}]'),
  ],
  GO223: [
    withRule('jsonPointers: [spec.replicas]'),
    'fleet.yaml',
    '/diff/comparePatches/0/jsonPointers/0',
    withRule('jsonPointers: [/spec/replicas]'),
  ],
  GO224: [
    {
      'fleet.yaml': rules('{apiVersion: apps, kind: Deployment, jsonPointers: [/spec/replicas]}'),
      'web.yaml': deployment('web'),
    },
    'fleet.yaml',
    '/diff/comparePatches/0/apiVersion',
    {
      'fleet.yaml': rules('{apiVersion: apps/v1, kind: Deployment, jsonPointers: [/spec/replicas]}'),
      'web.yaml': deployment('web'),
    },
  ],
  GO225: [
    { 'fleet.yaml': rules(`{${web}, jsonPointers: [/spec/replicas]}`), 'web.yaml': deployment('other') },
    'fleet.yaml',
    '/diff/comparePatches/0',
    withRule('jsonPointers: [/spec/replicas]'),
  ],
  GO226: [
    {
      'fleet.yaml': rules(
        '{apiVersion: apps/v1, kind: Deployment, namespace: prod, name: "web(", operations: [{op: ignore}]}',
      ),
    },
    'fleet.yaml',
    '/diff/comparePatches/0/name',
    withRule('operations: [{op: ignore}]'),
  ],
  GO227: [
    { ...withRule('operations: [{op: ignore}]'), 'primary.yaml': deployment('web-primary') },
    'fleet.yaml',
    '/diff/comparePatches/0/name',
    withRule('operations: [{op: ignore}]'),
  ],
  GO228: [
    withRule('operations: [{op: remove, path: /spec/replicas}, {op: remove, path: /spec/paused}]'),
    'fleet.yaml',
    '/diff/comparePatches/0/operations',
    withRule('operations: [{op: remove, path: /spec/replicas}]'),
  ],
  GO229: [
    withRule('jsonPointers: [/spec]'),
    'fleet.yaml',
    '/diff/comparePatches/0/jsonPointers/0',
    withRule('jsonPointers: [/spec/replicas]'),
  ],
  GO230: [
    { 'web.yaml': deployment('web'), 'flagger-preview/service.yaml': configMap('a') },
    'flagger-preview/service.yaml',
    '',
    { 'web.yaml': deployment('web'), '.flagger-preview/service.yaml': configMap('a') },
  ],
  GO231: [
    { 'web.yaml': deployment('web'), '.preview/a/fleet.yaml': '', '.preview/a/x.yaml': configMap('a') },
    '.preview/a/fleet.yaml',
    '',
    { 'web.yaml': deployment('web'), '.preview/a/x.yaml': configMap('a') },
  ],
  GO232: [
    { 'web.yaml': deployment('web'), '.fleetignore': 'docs/a.yaml\n' },
    '.fleetignore',
    '',
    { 'web.yaml': deployment('web'), '.fleetignore': 'a.yaml\ndocs/*\n# docs/a.yaml\n' },
  ],
  GO233: [
    { 'web.yaml': deployment('web'), '.fleetignore': '[' },
    '.fleetignore',
    '',
    { 'web.yaml': deployment('web'), '.fleetignore': '[a]' },
  ],
  GO234: [
    { 'web.yaml': `${deployment('web')}---\nreplicas: 2\n` },
    'web.yaml',
    '',
    { 'web.yaml': `${deployment('web')}---\n---\n${configMap('a')}` },
  ],
  GO235: [{ 'web.yaml': 'a: [' }, 'web.yaml', '', { 'web.yaml': deployment('web') }],
  GO236: [
    { 'templates/metric.yaml': 'query: "{{ namespace }}"' },
    'templates/metric.yaml',
    '',
    { 'metrics/metric.yaml': `${configMap('a')}data: {query: "{{ namespace }}"}` },
  ],
  GO237: [
    { 'kustomization.yml': 'resources: [web.yaml]', 'web.yaml': deployment('web') },
    'kustomization.yml',
    '',
    { 'kustomization.yaml': 'resources: [web.yaml]', 'web.yaml': deployment('web') },
  ],
  GO240: [
    { 'fleet.yaml': 'yaml: {overlays: [prod]}', 'web.yaml': deployment('web') },
    'fleet.yaml',
    '/yaml/overlays',
    { 'fleet.yaml': 'yaml: {overlays: [prod]}', 'overlays/prod/web.yaml': deployment('web') },
  ],
  GO241: [
    overlaid({ 'overlays/prod/api_patch.yaml': 'spec: {replicas: 3}' }),
    'overlays/prod/api_patch.yaml',
    '',
    overlaid({ 'overlays/prod/web_patch.yaml': 'spec: {replicas: 3}' }),
  ],
  GO242: [
    {
      ...overlaid({ 'overlays/prod/web_patch.yaml': 'spec: {replicas: 3}' }),
      'web.yaml': `${deployment('web')}---\n${configMap('a')}`,
    },
    'overlays/prod/web_patch.yaml',
    '',
    overlaid({ 'overlays/prod/web_patch.yaml': 'spec: {replicas: 3}', 'config.yaml': configMap('a') }),
  ],
  GO243: [
    {
      ...overlaid({ 'overlays/prod/web.yaml': deployment('web') }),
      'web.yaml': `${deployment('web')}---\n${configMap('a')}`,
    },
    'overlays/prod/web.yaml',
    '',
    overlaid({ 'overlays/prod/web.yaml': deployment('web') }),
  ],
  GO244: [
    overlaid({ 'overlays/prod/web_patch.yaml': '- {op: remove, path: /spec/paused}' }),
    'overlays/prod/web_patch.yaml',
    '',
    overlaid({ 'overlays/prod/web_patch.yaml': '- {op: remove, path: /spec/replicas}' }),
  ],
  GO245: [
    { 'fleet.yaml': 'yaml: {overlays: [prod]}', 'Chart.yaml': 'name: web' },
    'fleet.yaml',
    '/yaml/overlays',
    { 'fleet.yaml': '', 'Chart.yaml': 'name: web' },
  ],
  GO250: [
    { 'web.yaml': `${configMap('a')}data: {a: ${'x'.repeat(1_000_000)}}` },
    '',
    '',
    { 'web.yaml': `${configMap('a')}data: {a: ${'x'.repeat(900_000)}}` },
  ],
  GO251: [
    { 'fleet.yaml': 'namespace: prod', 'ns.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: prod}' },
    'ns.yaml',
    '',
    { 'fleet.yaml': 'defaultNamespace: shop', 'ns.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: prod}' },
  ],
  GO252: [
    { 'fleet.yaml': 'defaultNamespace: prod', 'ns.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: prod}' },
    'ns.yaml',
    '/metadata/name',
    {
      'fleet.yaml': 'defaultNamespace: kube-system',
      'ns.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: prod}',
    },
  ],
  GO253: [
    {
      'web.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {app.kubernetes.io/managed-by: serin}}',
    },
    'web.yaml',
    '/metadata/labels/app.kubernetes.io~1managed-by',
    {
      'web.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {app.kubernetes.io/managed-by: Helm}}',
    },
  ],
}

function withRule(rule: string): Files {
  return { 'fleet.yaml': rules(`{${web}, ${rule}}`), 'web.yaml': deployment('web') }
}

function overlaid(files: Files): Files {
  return { 'fleet.yaml': 'yaml: {overlays: [prod]}', 'web.yaml': deployment('web'), ...files }
}

describe.each(Object.entries(examples))('%s', (code, [bad, file, path, good]) => {
  it(`${bundleCodes[code as BundleCode]}`, () => {
    const found = problems(bad).filter(problem => problem.code === code)
    expect(found.map(problem => [problem.file, problem.path])).toEqual([[file, path]])
  })

  it('is not told without it', () => {
    expect(problems(good).map(problem => problem.code)).not.toContain(code)
  })
})

describe('a typo in fleet.yaml', () => {
  it('is met with the name that was meant, and with what Fleet does to it', () => {
    const [problem] = problems({
      'fleet.yaml': rules(`{${web}, jsonPointer: [/spec/replicas]}`),
      'web.yaml': deployment('web'),
    })
    expect(problem).toMatchObject({
      code: 'GO201',
      part: 'key',
      suggestion: 'jsonPointers',
      path: '/diff/comparePatches/0/jsonPointer',
    })
    expect(problem?.help).toBe('Fleet drops keys that it does not know, silently.')
  })

  it('is told from a field that Fleet fills itself', () => {
    const [problem] = problems({ 'fleet.yaml': 'contentsId: abc' })
    expect(problem?.help).toBe('Fleet sets this itself: the stored content.')
  })

  it('is no null', () => {
    expect(problems({ 'fleet.yaml': 'labels:\ntargetCustomizations:\n', 'web.yaml': deployment('web') })).toEqual([])
  })
})

describe('target customizations', () => {
  const options = {
    yaml: { overlays: ['base'] },
    helm: { force: true, timeoutSeconds: 30, values: { a: { b: 1 } } },
    targetCustomizations: [
      { name: 'eu', clusterSelector: { matchLabels: { region: 'eu' } }, yaml: { overlays: ['eu'] } },
      { clusterName: 'first', helm: { force: false, timeoutSeconds: -1, values: { a: { c: 2 } } } },
      {
        clusterSelector: { matchExpressions: [{ key: 'env', operator: 'NotIn', values: ['prod'] }] },
        doNotDeploy: true,
      },
    ],
  }
  const cluster = (name: string, labels: Record<string, string>) => ({ name, labels, groups: [] })

  it('the first that matches counts', () => {
    const found = optionsFor(options, cluster('first', { region: 'eu', env: 'prod' }))
    expect(found.matched).toEqual(['eu'])
    expect(found.options?.['yaml']).toEqual({ overlays: ['base', 'eu'] })
  })

  it('or all of them, when it says so', () => {
    const all = optionsFor(
      { ...options, targetCustomizationMode: 'AllMatches' },
      cluster('first', { region: 'eu', env: 'prod' }),
    )
    expect(all.matched).toEqual(['eu', 'target001'])
    expect(all.options?.['helm']).toEqual({ force: true, timeoutSeconds: 30, values: { a: { b: 1, c: 2 } } })
  })

  it('take a timeout away only one by one: merged with others its minus is lost', () => {
    const one = optionsFor(options, cluster('first', { env: 'prod' }))
    expect(one.options?.['helm']).toEqual({ force: true, values: { a: { b: 1, c: 2 } } })
  })

  it('keep a bundle away', () => {
    expect(optionsFor(options, cluster('other', { env: 'dev' })).options).toBeNull()
  })

  it('replace an entry for the same object', () => {
    const patches = (...pointers: string[]) => ({ diff: { comparePatches: [{ kind: 'A', jsonPointers: pointers }] } })
    expect(mergeOptions(patches('/a'), patches('/b'))).toEqual(patches('/b'))
  })

  it('say what a cluster gets', () => {
    const [bundle] = read({ ...overlaid({ 'overlays/prod/web_patch.yaml': 'spec: {replicas: 3}' }) })
    const manifests = bundle && manifestsFor(bundle, cluster('any', {}))
    expect(manifests?.raw.map(({ text }) => JSON.parse(text).spec.replicas)).toEqual([3])
  })
})

const article = shared('data/rancher-bundles')

describe.skipIf(!article)("the article's bundles", () => {
  const root = article ?? ''
  const files = Object.fromEntries(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .map(file => join(root, file))
      .filter(file => statSync(file).isFile())
      .map(file => [relative(root, file), readFileSync(file, 'utf8')]),
  )

  it('are found and read', () => {
    const found = read(files, 'canary-demo-app').map(({ name, objects }) => [
      name,
      objects.map(object => object['kind']),
    ])
    expect(found).toContainEqual([
      'canary-demo-app-canary-demo-app',
      ['Namespace', 'Canary', 'Deployment', 'Service', 'Ingress'],
    ])
  })

  it('have values that are no paths', () => {
    const dotted = problems(files).filter(({ code }) => code === 'GO204')
    expect(dotted.map(({ file, path }) => [file, path])).toEqual(
      expect.arrayContaining([[expect.stringMatching(/flagger\/fleet\.yaml$/), '/helm/values/crd.create']]),
    )
  })
})
