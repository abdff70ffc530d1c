import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { typeOfKind } from '../../../src/gitops/defaults/schema.ts'
import { type Faults, strategicDiff } from '../../../src/gitops/defaults/strategic-diff.ts'
import { strategicMerge, strategicThreeWay } from '../../../src/gitops/defaults/strategic-merge.ts'
import type { Json, JsonMap } from '../../../src/values/json.ts'

const type = typeOfKind('apps/v1', 'Deployment')
if (!type) throw new Error('the table lacks Deployment')

function withContainers(...containers: JsonMap[]): JsonMap {
  return { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template: { spec: { containers } } } }
}

function containersOf(object: JsonMap): Json {
  return (object as { spec: { template: { spec: { containers: Json } } } }).spec.template.spec.containers
}

describe('a strategic merge patch', () => {
  const names = fc.constantFrom('app', 'proxy', 'init', 'log')
  const container = fc.record({
    name: names,
    image: fc.constantFrom('a:1', 'a:2'),
    env: fc.uniqueArray(fc.record({ name: names, value: fc.constantFrom('x', 'y') }), { selector: env => env.name }),
    args: fc.array(fc.constantFrom('-v', '-q')),
  })
  const deployment = fc
    .tuple(fc.uniqueArray(container, { selector: each => each.name, minLength: 1 }), fc.dictionary(names, fc.string()))
    .map(([containers, labels]) => ({ ...withContainers(...containers), metadata: { labels } }))

  it('of two objects, put on the one, gives the other', () => {
    fc.assert(
      fc.property(deployment, deployment, (from, to) => {
        const faults: Faults = []
        const patched = strategicMerge(from, strategicDiff(from, to, type, {}, faults), type, faults)
        expect(faults).toEqual([])
        expect(patched).toEqual(to)
      }),
    )
  })

  it('of equal objects is empty', () => {
    fc.assert(
      fc.property(deployment, object => {
        expect(strategicDiff(object, structuredClone(object), type, {}, [])).toEqual({})
      }),
    )
  })

  it('finds the items of a list by their key', () => {
    const patch = strategicDiff(
      withContainers({ name: 'proxy', image: 'p:1' }, { name: 'app', image: 'a:1' }),
      withContainers({ name: 'app', image: 'a:2' }),
      type,
      { ignoreDeletions: true },
      [],
    )
    expect(patch['spec']).toEqual({
      template: {
        spec: { containers: [{ name: 'app', image: 'a:2' }], '$setElementOrder/containers': [{ name: 'app' }] },
      },
    })
  })

  it('keeps what only the cluster has where it was', () => {
    const live = withContainers({ name: 'proxy' }, { name: 'app', image: 'a:1' }, { name: 'log' })
    const git = withContainers({ name: 'app', image: 'a:2' })
    const merged = strategicMerge(live, strategicThreeWay({}, git, live, type, []), type, [])
    expect(containersOf(merged)).toEqual([{ name: 'proxy' }, { name: 'app', image: 'a:2' }, { name: 'log' }])
  })

  it('takes away what was applied before and is not in Git any more', () => {
    const before = withContainers({ name: 'app' }, { name: 'old' })
    const live = withContainers({ name: 'app' }, { name: 'old' }, { name: 'injected' })
    const git = withContainers({ name: 'app' })
    const merged = strategicMerge(live, strategicThreeWay(before, git, live, type, []), type, [])
    expect(containersOf(merged)).toEqual([{ name: 'app' }, { name: 'injected' }])
  })

  it.each([
    ['an item without its key', withContainers({ image: 'a' }), 'map does not contain declared merge key: name'],
    [
      'a map that the type does not know',
      { spec: { typo: { a: 1 } } },
      'unable to find api field in struct DeploymentSpec',
    ],
  ])('says what is wrong with %s', (_, git, fault) => {
    const faults: Faults = []
    strategicDiff({ spec: { typo: {}, template: { spec: { containers: [{ name: 'app' }] } } } }, git, type, {}, faults)
    expect(faults.join()).toContain(fault)
  })
})
