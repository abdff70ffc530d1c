import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Verdict, verdictsOf } from '../../src/gitops/drift/comparison.ts'
import { type ComparisonInputs, readComparison } from '../../src/project/comparison.ts'
import { InputError } from '../../src/project/read.ts'
import { isMap, type JsonMap } from '../../src/values/json.ts'
import type { Manifest } from '../../src/values/manifest.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'serin-compare-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const nothing: Omit<ComparisonInputs, 'for' | 'git' | 'live'> = {
  rules: undefined,
  bundle: undefined,
  previous: undefined,
  namespace: undefined,
  app: undefined,
  'app-namespace': undefined,
  'sync-option': [],
  'argocd-cm': undefined,
}

function compare(inputs: Partial<ComparisonInputs> & Pick<ComparisonInputs, 'for' | 'git' | 'live'>) {
  return verdictsOf(readComparison({ ...nothing, ...inputs }, 1e8))
}

interface FleetCase {
  id: string
  bundle: string
  defaultNamespace: string
  git: Manifest[]
  live: Manifest[]
  previous?: Manifest[]
  comparePatches: object[]
  expect: { error?: string; status: FleetStatus[] }
}
interface FleetStatus {
  apiVersion: string
  kind: string
  namespace?: string
  name: string
  create: boolean
  exist: boolean
  delete: boolean
  patch: string
}
const fleetCases: FleetCase[] = JSON.parse(readFileSync('fixtures/golden/fleet/cases.json', 'utf8'))
/** Fleet tells no more than ten. */
const told = 10

describe('a recorded case of Fleet, read from files', () => {
  it.each(fleetCases)('$id', ({ git, live, previous, comparePatches, bundle, defaultNamespace, expect: expected }) => {
    const { objects, error } = compare({
      for: 'fleet',
      git: file('git.json', git),
      live: file('live.json', { apiVersion: 'v1', kind: 'List', items: live }),
      rules: file('rules.json', comparePatches),
      bundle,
      namespace: defaultNamespace,
      ...(previous && { previous: file('previous.json', previous) }),
    })
    expect(error !== null).toBe(Boolean(expected.error))
    const drifted = objects.filter(({ verdict }) => verdict !== 'synced').slice(0, told)
    expect(drifted.map(shown)).toEqual(expected.status.map(statusOf))
  })

  function shown({ apiVersion, kind, namespace, name, verdict, paths }: Verdict): unknown[] {
    return [apiVersion, kind, namespace, name, verdict, [...new Set(paths.map(top))].sort()]
  }

  function statusOf(status: FleetStatus): unknown[] {
    const { apiVersion, kind, namespace = '', name } = status
    const found = status.create ? (status.exist ? 'notOwned' : 'missing') : status.delete ? 'extra' : 'modified'
    const patch: JsonMap = status.patch === '' ? {} : JSON.parse(status.patch)
    return [apiVersion, kind, namespace, name, found, topLevel(patch).sort()]
  }

  function topLevel(patch: JsonMap): string[] {
    return Object.entries(patch).flatMap(([field, value]) =>
      isMap(value) ? Object.keys(value).map(key => `/${field}/${key.replaceAll('/', '~1')}`) : [`/${field}`],
    )
  }

  function top(path: string): string {
    return path.split('/').slice(0, 3).join('/')
  }
})

interface ArgoCase {
  id: string
  kind?: string
  app: string
  appNamespace: string
  git: Manifest | null
  live: Manifest | null
  ignoreDifferences: object[]
  syncOptions?: string[]
  argocdCm?: Record<string, string>
  expect: { error?: string; modified: boolean; paths: string[] }
}
const argoCases: ArgoCase[] = JSON.parse(readFileSync('fixtures/golden/argocd/cases.json', 'utf8'))

describe('a recorded case of Argo CD, read from files', () => {
  it.each(argoCases.filter(({ kind }) => kind === undefined))('$id', each => {
    const { objects, error } = compare({
      for: 'argocd',
      git: file('git.json', each.git),
      live: file('live.json', each.live),
      rules: file('rules.json', each.ignoreDifferences),
      app: each.app,
      'app-namespace': each.appNamespace,
      'sync-option': each.syncOptions ?? [],
      ...(each.argocdCm && { 'argocd-cm': file('cm.json', { kind: 'ConfigMap', data: each.argocdCm }) }),
    })
    expect(error !== null).toBe('error' in each.expect)
    if ('error' in each.expect) return
    const [object] = objects
    // An object that only the cluster has is no difference to Argo CD, but out of sync all the same.
    const differs = object?.verdict === 'modified' || object?.verdict === 'missing'
    expect([objects.length, differs, object?.paths]).toEqual([1, each.expect.modified, each.expect.paths.sort()])
    if (each.git === null) expect(object?.verdict).toBe('extra')
  })
})

const deployment = (replicas: number, metadata: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', ...metadata },
  spec: { replicas },
})

describe('what a comparison can be told by its files', () => {
  const id = 'shop:apps/Deployment:prod/web'
  const tracked = { namespace: 'prod', annotations: { 'argocd.argoproj.io/tracking-id': id } }
  const application = {
    kind: 'Application',
    metadata: { name: 'shop' },
    spec: {
      destination: { namespace: 'prod' },
      ignoreDifferences: [{ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }],
    },
  }

  it('a whole Application says its name, namespace and rules', () => {
    const sides = { git: file('g.yaml', deployment(2)), live: file('l.yaml', deployment(0, tracked)) }
    const { objects } = compare({ for: 'argocd', ...sides, rules: file('app.yaml', application) })
    expect(objects.map(({ namespace, verdict }) => [namespace, verdict])).toEqual([['prod', 'synced']])
    const bare = compare({ for: 'argocd', ...sides, 'app-namespace': 'prod' })
    expect(bare.objects.map(({ paths }) => paths)).toEqual([['/spec/replicas']])
  })

  it('a whole fleet.yaml forces its namespace on every object', () => {
    const labels = { 'objectset.rio.cattle.io/hash': '2ae1b040004db76df0b28643128320a57f95d27d' }
    const annotations = { 'objectset.rio.cattle.io/id': 'default-apps-shop' }
    const { objects } = compare({
      for: 'fleet',
      git: file('g.yaml', deployment(2, { namespace: 'elsewhere' })),
      live: file('l.yaml', deployment(0, { namespace: 'prod', labels, annotations })),
      rules: file('fleet.yaml', 'namespace: prod\n'),
    })
    expect(objects.map(({ namespace, verdict, paths }) => [namespace, verdict, paths])).toEqual([
      ['prod', 'modified', ['/spec/replicas']],
    ])
  })

  it('a folder is read as its tools read it: without dot-files, their own files and files with anything else', () => {
    const git = join(folder, 'bundle')
    mkdirSync(git)
    const write = (name: string, content: unknown) => file(join('bundle', name), content)
    write('web.yaml', deployment(2))
    write('.preview.yaml', deployment(3, { name: 'preview' }))
    write('fleet.yaml', 'defaultNamespace: prod\n')
    write('numbers.yaml', 'a: 1\n')
    const { objects } = compare({ for: 'fleet', git, live: file('l.yaml', '') })
    expect(objects.map(({ name, verdict }) => [name, verdict])).toEqual([['web', 'missing']])
  })

  it.each<[string, Partial<Record<'git' | 'rules' | 'argocd-cm', string>>, RegExp]>([
    ['what is no YAML', { git: 'a: [' }, /git\.yaml:1:/],
    ['what is no object', { git: 'a: 1' }, /a map without kind/],
    ['rules of another form', { rules: 'text' }, /expected a list of ignoreDifferences/],
    ['a rule of another type', { rules: '[{kind: Service, jsonPointers: /spec}]' }, /jsonPointers: expected a list/],
    ['a ConfigMap of another type', { 'argocd-cm': '{a: 1}' }, /a: expected a text/],
  ])('%s is told', (_, given, message) => {
    const inputs = {
      for: 'argocd' as const,
      git: file('git.yaml', given.git ?? ''),
      live: file('live.yaml', ''),
      ...(given.rules && { rules: file('rules.yaml', given.rules) }),
      ...(given['argocd-cm'] && { 'argocd-cm': file('cm.yaml', given['argocd-cm']) }),
    }
    expect(() => compare(inputs)).toThrow(InputError)
    expect(() => compare(inputs)).toThrow(message)
  })

  it('does not quote what may be a Secret', () => {
    const git = file('git.yaml', 'kind: Secret\nstringData: {token: hidden, "unclosed\n')
    expect(() => compare({ for: 'fleet', git, live: file('l.yaml', '') })).toThrow(/there is a Secret/)
  })
})
