import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareFleet, type FleetInput, type Verdict } from '../../../src/gitops/fleet/compare.ts'
import type { ComparePatch } from '../../../src/gitops/fleet/compare-patches.ts'
import { ownMetadata } from '../../../src/gitops/fleet/identity.ts'
import { isMap, type Json } from '../../../src/values/json.ts'
import type { Manifest } from '../../../src/values/manifest.ts'

const bundle = 'shop'
const own = ownMetadata(bundle)

const deployment: Manifest = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'prod' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
  },
}

function deployed(manifest: Manifest, spec: object = {}): Manifest {
  const { labels, annotations, ...metadata } = manifest.metadata
  return {
    ...manifest,
    metadata: {
      ...metadata,
      labels: { ...labels, ...(own.labels as Record<string, string>), 'app.kubernetes.io/managed-by': 'Helm' },
      annotations: { ...annotations, ...(own.annotations as Record<string, string>) },
    },
    spec: { ...(manifest['spec'] as object), ...spec },
  }
}

function compare(input: Partial<FleetInput>): Verdict[] {
  const { objects, error } = compareFleet({
    git: [deployment],
    live: [deployed(deployment)],
    bundle,
    defaultNamespace: 'prod',
    comparePatches: [],
    ...input,
  })
  expect(error).toBeNull()
  return objects
}

function rule(fields: Partial<ComparePatch>): ComparePatch {
  return { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'prod', name: 'web', ...fields }
}

const scaled = [deployed(deployment, { replicas: 0 })]

describe('a verdict', () => {
  it('names the fields that differ and both values', () => {
    expect(compare({ live: scaled })).toEqual([
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        namespace: 'prod',
        name: 'web',
        verdict: 'modified',
        paths: ['/spec/replicas'],
        patch: { spec: { replicas: 2 } },
        why: '/spec/replicas is 0 in the cluster, 2 in Git',
      },
    ])
  })

  it('goes into lists that Fleet reports whole', () => {
    const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:2' }] } }
    const [verdict] = compare({ live: [deployed(deployment, { template })] })
    expect(verdict?.paths).toEqual(['/spec/template/spec/containers/0/image'])
    expect(verdict?.patch).toHaveProperty('spec.template.spec.containers')
  })

  it('never shows what is in a Secret', () => {
    const secret: Manifest = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's', namespace: 'prod' },
      data: { key: 'Z2l0' },
    }
    const live = { ...deployed(secret), data: { key: 'bGl2ZQ==' } }
    const [verdict] = compare({ git: [secret], live: [live] })
    expect(verdict?.why).toBe('/data/key differs')
  })

  it.each<[string, Partial<FleetInput>, string, RegExp]>([
    ['nothing differs', {}, 'synced', /^nothing that Git names differs$/],
    [
      'a pointer hides it',
      { live: scaled, comparePatches: [rule({ jsonPointers: ['/spec/replicas'] })] },
      'synced',
      /comparePatches hide \/spec\/replicas/,
    ],
    [
      'an operation is void',
      {
        live: scaled,
        comparePatches: [
          rule({
            operations: [
              { op: 'remove', path: '/spec/replicas' },
              { op: 'remove', path: '/spec/paused' },
            ],
          }),
        ],
      },
      'modified',
      /operation remove \/spec\/paused: unable to remove nonexistent key "paused"; all operations are void here/,
    ],
    ['it is gone', { live: [] }, 'missing', /not in the cluster/],
    [
      'it is gone and ignored',
      { live: [], comparePatches: [rule({ operations: [{ op: 'ignore' }] })] },
      'synced',
      /op: ignore.* hides that the object is missing/,
    ],
    ['it lost its label', { live: [{ ...deployment }] }, 'notOwned', /without this bundle's label/],
    [
      'it is there in another version',
      { live: [{ ...deployed(deployment), apiVersion: 'apps/v1beta2' }] },
      'missing',
      /give it as apps\/v1/,
    ],
  ])('says why: %s', (_, input, verdict, why) => {
    const [first] = compare(input)
    expect(first?.verdict).toBe(verdict)
    expect(first?.why).toMatch(why)
  })

  it('takes an empty value of an operation for none', () => {
    const noop = { op: 'add', path: '/spec/template/spec/priority', value: '' }
    const pull = {
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:2' }] } },
    }
    const [verdict] = compare({ live: [deployed(deployment, pull)], comparePatches: [rule({ operations: [noop] })] })
    // as a text it would not fit the type, and nothing would be filled in
    expect(verdict?.patch).toHaveProperty('spec.template.spec.containers.0.imagePullPolicy', 'IfNotPresent')
  })

  it('reads the list that kubectl gives', () => {
    const list = { apiVersion: 'v1', kind: 'List', metadata: { name: '' }, items: scaled }
    expect(compare({ live: [list] })).toEqual(compare({ live: scaled }))
  })

  it('counts replicas in the range of the autoscaler as none', () => {
    const hpa: Manifest = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web', namespace: 'prod' },
      spec: {
        minReplicas: 2,
        maxReplicas: 5,
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      },
    }
    const verdicts = (replicas: number) =>
      compare({ git: [deployment, hpa], live: [deployed(deployment, { replicas }), deployed(hpa)] }).map(
        each => each.verdict,
      )
    expect([verdicts(4), verdicts(0)]).toEqual([
      ['synced', 'synced'],
      ['modified', 'synced'],
    ])
  })

  it('takes a copy with the label for a leftover only when an earlier release held it', () => {
    const copy = deployed({ ...deployment, metadata: { name: 'web-primary', namespace: 'prod' } })
    const live = [deployed(deployment), copy]
    expect(compare({ live }).map(({ name }) => name)).toEqual(['web'])
    const verdicts = compare({ live, previous: [copy] }).map(({ name, verdict }) => `${name} ${verdict}`)
    expect(verdicts).toEqual(['web synced', 'web-primary extra'])
  })
})

describe('no verdict at all', () => {
  it.each<[string, Partial<FleetInput>]>([
    [
      'an apiVersion with two slashes in a rule',
      { comparePatches: [{ apiVersion: 'a/b/c', jsonPointers: ['/spec'] }] },
    ],
    ['a pointer that takes the kind away', { live: scaled, comparePatches: [rule({ jsonPointers: ['/kind'] })] }],
    [
      'a map that the type does not know',
      {
        git: [{ ...deployment, spec: { typo: { a: 1 } } }],
        live: [deployed({ ...deployment, spec: { typo: { a: 2 } } })],
      },
    ],
  ])('%s', (_, input) => {
    const result = compareFleet({
      git: [deployment],
      live: [deployed(deployment)],
      bundle,
      defaultNamespace: 'prod',
      comparePatches: [],
      ...input,
    })
    expect(result.objects).toEqual([])
    expect(result.error).not.toBeNull()
  })
})

describe('whatever the input', () => {
  const cases: FleetInput[] = JSON.parse(readFileSync('fixtures/golden/fleet/cases.json', 'utf8'))

  it('the order of keys and of documents does not matter', () => {
    for (const input of cases) {
      const turned = { ...input, git: [...input.git].reverse().map(turn), live: [...input.live].reverse().map(turn) }
      const strip = ({ objects, error }: ReturnType<typeof compareFleet>) => ({
        error: error === null,
        objects: objects.map(({ why: _, paths, ...rest }) => ({ ...rest, paths: [...paths].sort() })),
      })
      expect(strip(compareFleet(turned))).toEqual(strip(compareFleet(input)))
    }
  })

  it('nothing given is changed', () => {
    for (const input of cases.slice(0, 60)) {
      const before = structuredClone(input)
      compareFleet(input)
      expect(input).toEqual(before)
    }
  })

  it('nothing is thrown', () => {
    const manifest = fc.record({
      apiVersion: fc.constantFrom('v1', 'apps/v1', 'x/v1'),
      kind: fc.constantFrom('Service', 'Deployment', 'Foo'),
      metadata: fc.jsonValue(),
      spec: fc.jsonValue(),
    })
    const patch = fc.record({
      apiVersion: fc.string(),
      kind: fc.string(),
      name: fc.string(),
      jsonPointers: fc.array(fc.string()),
    })
    fc.assert(
      fc.property(fc.array(manifest), fc.array(manifest), fc.array(patch), (git, live, comparePatches) => {
        const hostile = (list: object[]) => list as Manifest[]
        compareFleet({ git: hostile(git), live: hostile(live), bundle, defaultNamespace: '', comparePatches })
      }),
    )
  })
})

function turn<T>(value: T): T {
  return turned(value as Json) as T
}

function turned(value: Json): Json {
  if (Array.isArray(value)) return value.map(turned)
  if (!isMap(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, turned(item)]),
  )
}
