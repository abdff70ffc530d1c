import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import jsonPatch, { type Operation } from 'fast-json-patch'
import { describe, expect, test } from 'vitest'
import { jsonPatchOf } from '../../src/diff/patch/json-patch.ts'
import { applyMergePatch, mergePatchOf } from '../../src/diff/patch/merge-patch.ts'
import { jsonPatches, kustomizePatches, mergePatches } from '../../src/diff/patch/patches.ts'
import { readManifests } from '../../src/manifests/read.ts'
import { isMap, type Json, type JsonMap } from '../../src/values/json.ts'
import { dataOf, type Manifest } from '../../src/values/manifest.ts'
import { readYaml } from '../../src/values/yaml/index.ts'
import { diffOf } from './diffs.ts'

/** Every object of the providers' examples, and what Flagger makes of them. */
const objects = readdirSync('fixtures/providers').flatMap(provider =>
  readdirSync(`fixtures/providers/${provider}`).flatMap(name => {
    const file = `fixtures/providers/${provider}/${name}`
    return readManifests([{ file, text: readFileSync(file, 'utf8') }]).given.map(({ manifest }) => manifest)
  }),
)
const object = fc.constantFrom(...objects)

/** An object with some of its values taken away, replaced by others, or moved. */
const edited = object.chain(of =>
  fc
    .array(fc.tuple(fc.nat(), fc.constantFrom('drop', 'text', 'zero', 'repeat', 'turn')), { maxLength: 4 })
    .map(edits => {
      const copy = structuredClone(dataOf(of))
      for (const [where, what] of edits) edit(copy, where, what)
      const manifest: unknown = { ...copy, apiVersion: of.apiVersion, kind: of.kind, metadata: of.metadata }
      return { of, edited: manifest as Manifest }
    }),
)

describe('a patch of A gives B', () => {
  test('RFC 6902, for any two objects of the fixtures', () => {
    fc.assert(
      fc.property(object, object, (a, b) => {
        expect(applied(dataOf(a), jsonPatchOf(dataOf(a), dataOf(b)))).toEqual(b)
      }),
    )
  })

  test('RFC 6902 and RFC 7396, for an object and an edited copy of it', () => {
    fc.assert(
      fc.property(edited, ({ of, edited: to }) => {
        expect(applied(dataOf(of), jsonPatchOf(dataOf(of), dataOf(to)))).toEqual(to)
        const merge = mergePatchOf(dataOf(of), dataOf(to))
        if ('patch' in merge) expect(applyMergePatch(dataOf(of), merge.patch)).toEqual(to)
        else expect(JSON.stringify(to)).toContain('null')
      }),
    )
  })

  test('for any two sets of objects, with what is added, removed and renamed', () => {
    const some = fc.array(
      edited.map(({ edited: each }) => each),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(some, some, (before, after) => {
        const patched = new Map(byName(before))
        const made = jsonPatches(diffOf([...byName(before).values()], [...byName(after).values()]))
        for (const each of made) {
          const from = patched.get(nameOf(each.action === 'rename' ? each.from : each.object)) as Manifest
          if (each.action !== 'create') patched.delete(nameOf(each.action === 'rename' ? each.from : each.object))
          if (each.action === 'create' || each.action === 'replace')
            patched.set(nameOf(each.object), asManifest(each.manifest))
          else if ('patch' in each) patched.set(nameOf(each.object), asManifest(applied(dataOf(from), each.patch)))
        }
        expect(Object.fromEntries(patched)).toEqual(Object.fromEntries(byName(after)))
      }),
    )
  })
})

test('the same objects differ in nothing, whatever the order of keys and documents', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(objects), fc.nat(), (some, turn) => {
      const different = [...byName(some).values()]
      const again = different.toReversed().map(each => asManifest(turned(dataOf(each), turn) as JsonMap))
      expect(diffOf(different, again)).toEqual({ objects: [], rewritten: [] })
    }),
    { numRuns: 30 },
  )
})

describe('what is hard to patch', () => {
  const config = (data: JsonMap) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data })

  test('integers that no double holds', () => {
    const [from, to] = [config({ n: 1n }), config({ n: 9007199254740993n })]
    expect(jsonPatchOf(from, to)).toEqual([{ op: 'replace', path: '/data/n', value: 9007199254740993n }])
  })

  test('a key that plain assignment would lose', () => {
    const to = config(JSON.parse('{"__proto__": "x"}') as JsonMap)
    expect(jsonPatchOf(config({}), to)).toEqual([{ op: 'replace', path: '', value: to }])
  })

  test('null: a merge patch would remove the field, and says so', () => {
    const to = asManifest(config({ a: null }))
    expect(mergePatches(diffOf([asManifest(config({ a: 'x', b: '1' }))], [to]))).toEqual([
      {
        object: { apiVersion: 'v1', kind: 'ConfigMap', namespace: '', name: 'a' },
        action: 'replace',
        manifest: to,
        why: 'the object has a field that is null, and a merge patch takes null for a field that goes',
      },
    ])
  })

  test('what is only written differently is patched, too', () => {
    const pod = (cpu: string) => limited(cpu)
    const diff = diffOf([pod('1000m')], [pod('1')])
    expect(diff.objects).toEqual([])
    expect(jsonPatches(diff)).toMatchObject([
      {
        action: 'patch',
        patch: [{ op: 'replace', path: '/spec/template/spec/containers/0/resources/limits/cpu', value: '1' }],
      },
    ])
  })
})

test('kustomize gets its patches with targets, and hears what they cannot do', () => {
  const config = (name: string, data: JsonMap) =>
    asManifest({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'n' }, data })
  const text = kustomizePatches(
    diffOf(
      [config('a.b', { x: '1' }), config('gone', { q: '0' })],
      [config('a.b', { x: '2' }), config('fresh', { y: '1', z: '2' })],
    ),
  )
  expect(text).toContain('# ConfigMap n/fresh is new: add it to resources\n')
  const { documents } = readYaml(text)
  expect(documents).toEqual([
    {
      patches: [
        {
          target: { version: 'v1', kind: 'ConfigMap', name: 'a\\.b', namespace: 'n' },
          patch: expect.stringContaining('path: /data/x'),
        },
        {
          target: { version: 'v1', kind: 'ConfigMap', name: 'gone', namespace: 'n' },
          patch: expect.stringContaining('$patch: delete'),
        },
      ],
    },
  ])
})

function limited(cpu: string): Manifest {
  const containers = [{ name: 'a', image: 'a:1', resources: { limits: { cpu } } }]
  return asManifest({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'a' },
    spec: { template: { spec: { containers } } },
  })
}

function applied(document: JsonMap, operations: Operation[]): JsonMap {
  return jsonPatch.applyPatch(document, operations, true, false).newDocument as JsonMap
}

function asManifest(data: JsonMap): Manifest {
  const manifest: unknown = data
  return manifest as Manifest
}

function byName(some: readonly Manifest[]): Map<string, Manifest> {
  return new Map(
    some.map(each => [nameOf({ ...each, ...each.metadata, namespace: each.metadata.namespace ?? '' }), each]),
  )
}

function nameOf({
  apiVersion,
  kind,
  namespace,
  name,
}: {
  apiVersion: string
  kind: string
  namespace: string
  name: string
}): string {
  return `${apiVersion.split('/')[0] === apiVersion ? '' : apiVersion.split('/')[0]}/${kind}/${namespace || 'default'}/${name}`
}

/** Keys in another order. */
function turned(value: Json, by: number): Json {
  if (Array.isArray(value)) return value.map(item => turned(item, by))
  if (!isMap(value)) return value
  const entries = Object.entries(value)
  const at = entries.length === 0 ? 0 : by % entries.length
  return Object.fromEntries(
    [...entries.slice(at), ...entries.slice(0, at)].map(([key, item]) => [key, turned(item, by)]),
  )
}

/** Changes one place below the object, found by a number. */
function edit(root: JsonMap, where: number, what: string): void {
  const places: [JsonMap | Json[], string | number][] = []
  collect(root, places)
  const [holder, key] = places[where % places.length] ?? [root, 'x']
  const value = (holder as JsonMap)[key] ?? null
  const next: Record<string, Json> = {
    text: 'other',
    zero: 0,
    repeat: Array.isArray(value) ? [...value, ...value] : 'twice',
    turn: Array.isArray(value) ? value.toReversed() : null,
  }
  if (what === 'drop' && Array.isArray(holder)) holder.splice(Number(key), 1)
  else if (what === 'drop') delete (holder as JsonMap)[key]
  else (holder as JsonMap)[key] = structuredClone(next[what] ?? null)
}

function collect(value: Json, places: [JsonMap | Json[], string | number][]): void {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      places.push([value, i])
      collect(item, places)
    }
  } else if (isMap(value)) {
    for (const key of Object.keys(value)) {
      places.push([value, key])
      collect(value[key] ?? null, places)
    }
  }
}
