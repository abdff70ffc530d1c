import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readManifests } from '../../src/manifests/read.ts'

function read(text: string) {
  const { given, findings } = readManifests([{ file: 'in.yaml', text }])
  return {
    names: given.map(({ manifest }) => `${manifest.kind} ${manifest.metadata.name}`),
    findings: findings.map(
      ({ code, place, path, message }) => `${place.line}:${place.column} ${code} ${path} ${message}`,
    ),
  }
}

const service = (name: string) => `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n`

describe('reading objects', () => {
  it('finds one in every document, and skips empty ones', () => {
    expect(read(`---\n${service('a')}---\n# nothing\n---\n${service('b')}...\n---\n`)).toEqual({
      names: ['Service a', 'Service b'],
      findings: [],
    })
  })

  it('reads JSON', () => {
    const text = JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } }, null, 2)
    expect(read(text)).toEqual({ names: ['Service a'], findings: [] })
  })

  it('opens lists, and lists in lists', () => {
    const item = (name: string) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name } })
    const inner = { apiVersion: 'v1', kind: 'ServiceList', items: [item('b'), item('c')] }
    const outer = { apiVersion: 'v1', kind: 'List', items: [item('a'), inner, { apiVersion: 'v1', kind: 'List' }] }
    expect(read(JSON.stringify(outer))).toEqual({ names: ['Service a', 'Service b', 'Service c'], findings: [] })
  })

  it('keeps what comes before a mistake of YAML', () => {
    const { names, findings } = read(`${service('a')}---\nkind: "Service\n`)
    expect(names).toEqual(['Service a'])
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatch(/^6:7 YM/)
  })

  it.each([
    ['a text', 'just a text\n', '1:1 MF001  a text is no Kubernetes object, and is left alone'],
    ['a list', '- 1\n', '1:1 MF001  a list is no Kubernetes object, and is left alone'],
    [
      'an item that is a number',
      'apiVersion: v1\nkind: List\nitems:\n  - 1\n',
      '4:5 MF001 /items/0 a number is no Kubernetes object, and is left alone',
    ],
    [
      'a List of something else',
      'apiVersion: v1\nkind: List\nitems: 3\n',
      '3:8 MF001 /items items of this List is a number; expected a list of objects',
    ],
    [
      'values',
      'flaggerCanary:\n  enabled: true\n',
      '1:1 MF001  a map without apiVersion and kind is no Kubernetes object, and is left alone',
    ],
    ['an object without apiVersion', 'kind: Pod\nmetadata: {name: a}\n', '1:1 MF002  an object without apiVersion'],
    ['an object without kind', 'apiVersion: v1\nmetadata: {name: a}\n', '1:1 MF002  an object without kind'],
    ['a kind that is a number', 'apiVersion: v1\nkind: 7\n', '2:7 MF002 /kind kind is 7; expected a text'],
    ['an object without metadata', 'apiVersion: v1\nkind: Pod\n', '1:1 MF003  a Pod without a name'],
    [
      'an object without a name',
      'apiVersion: v1\nkind: Pod\nmetadata: {}\n',
      '3:11 MF003 /metadata a Pod without a name',
    ],
    [
      'a name that is a number',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: 12\n',
      '4:9 MF003 /metadata/name metadata.name of this Pod is 12; expected a text',
    ],
    [
      'a generated name',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  generateName: a-\n',
      '4:3 MF003 /metadata this Pod has generateName, but no name to know it by',
    ],
    [
      'metadata that is a text',
      'apiVersion: v1\nkind: Pod\nmetadata: a\n',
      '3:11 MF004 /metadata metadata of this Pod is "a"; expected a map',
    ],
  ])('says what is wrong with %s', (_, text, finding) => {
    expect(read(text)).toEqual({ names: [], findings: [finding] })
  })

  it('empties labels and annotations of the wrong type, and keeps the object', () => {
    const text = `${service('a')}  namespace: b\n  labels:\n    app: a\n    replicas: 2\n  annotations: none\n`
    const { given, findings } = readManifests([{ file: 'in.yaml', text }])
    expect(given[0]?.manifest.metadata).toEqual({ name: 'a', namespace: 'b', labels: { app: 'a', replicas: '' } })
    expect(findings.map(({ place, path, message }) => [place.line, path, message])).toEqual([
      [8, '/metadata/labels/replicas', 'metadata.labels.replicas of Service a is 2; expected a text'],
      [9, '/metadata/annotations', 'metadata.annotations of Service a is "none"; expected a map'],
    ])
  })

  it('leaves files to the tools that they are for', () => {
    const files = ['a/fleet.yaml', 'a\\kustomization.yaml', 'Chart.yaml', 'values.yaml'].map(file => ({
      file,
      text: ': no',
    }))
    expect(readManifests(files)).toEqual({ given: [], findings: [] })
  })

  it('never throws, whatever the objects hold', () => {
    const word = fc.constantFrom('apiVersion', 'kind', 'metadata', 'name', 'items', 'labels', 'List', 'v1', 'a')
    const { json } = fc.letrec<{ json: unknown }>(tie => ({
      json: fc.oneof(
        { maxDepth: 5 },
        word,
        fc.constantFrom(null, true, 0, 1.5, ''),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(word, tie('json'), { maxKeys: 4 }),
      ),
    }))
    fc.assert(
      fc.property(json, value => {
        const { given, findings } = readManifests([{ file: 'in.json', text: JSON.stringify(value) }])
        for (const { manifest } of given) expect(manifest.metadata.name).not.toBe('')
        for (const { place } of findings) expect(place.line).toBe(1)
      }),
    )
  })
})
