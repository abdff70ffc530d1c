import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { ComparePatch } from '../../../src/gitops/fleet/compare-patches.ts'
import { addComparePatches } from '../../../src/gitops/fleet/edit.ts'

const web: ComparePatch = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'prod',
  name: 'web',
  jsonPointers: ['/spec/replicas'],
}
const service: ComparePatch = {
  ...web,
  apiVersion: 'v1',
  kind: 'Service',
  jsonPointers: ['/spec/selector', '/spec/ports'],
}

function add(text: string, ...patches: ComparePatch[]): string {
  const result = addComparePatches(text, patches)
  if ('error' in result) throw new Error(result.error)
  return result.text
}

const entry = `  - apiVersion: apps/v1
    kind: Deployment
    namespace: prod
    name: web
    jsonPointers:
    - /spec/replicas
`

describe('comparePatches are added', () => {
  it.each([
    ['to nothing', '', `diff:\n  comparePatches:\n${entry}`],
    ['below what is there', 'name: a # why\n', `name: a # why\ndiff:\n  comparePatches:\n${entry}`],
    ['before comments at the end', 'name: a\n\n# end\n', `name: a\ndiff:\n  comparePatches:\n${entry}\n# end\n`],
    ['where the file has no last newline', 'name: a', `name: a\ndiff:\n  comparePatches:\n${entry.trimEnd()}`],
    [
      'in the place of an empty map',
      'diff: {} # rules\nname: a\n',
      `diff: # rules\n  comparePatches:\n${entry}name: a\n`,
    ],
    ['in the place of nothing', 'diff:\n  comparePatches:\n', `diff:\n  comparePatches:\n${entry}`],
    ['in the place of an empty list', 'diff:\n  comparePatches: []\n', `diff:\n  comparePatches:\n${entry}`],
    ['in the place of the whole', '{}\n', `diff:\n  comparePatches:\n${entry}`],
    [
      'into braces',
      '{name: a}\n',
      '{name: a, diff: {comparePatches: [{apiVersion: apps/v1, kind: Deployment, namespace: prod, name: web, jsonPointers: [/spec/replicas]}]}}\n',
    ],
    [
      'after block text',
      'helm:\n  values:\n    a: |\n      b\n',
      `helm:\n  values:\n    a: |\n      b\ndiff:\n  comparePatches:\n${entry}`,
    ],
  ])('%s', (_, before, after) => {
    expect(add(before, web)).toBe(after)
  })

  it('after other entries, which stay as they are', () => {
    const before = `diff:
  comparePatches:
  # the apex
  - {apiVersion: v1, kind: Service, namespace: prod, name: web, jsonPointers: ["/spec/selector"]} # own
  # end of the list
name: a
`
    expect(add(before, web)).toBe(before.replace('  # end', `${entry}  # end`))
  })

  it('to the entry for the same object, with what it lacks', () => {
    const before = `diff:
  comparePatches:
  - apiVersion: v1
    kind: Service
    name: web
    namespace: prod
    jsonPointers:
    - "/spec/selector" # flagger's
    operations:
    - {op: ignore}
`
    expect(add(before, service)).toBe(before.replace("# flagger's\n", "# flagger's\n    - /spec/ports\n"))
  })

  it('as a new key of the entry when it has none of the kind', () => {
    const before = 'diff:\n  comparePatches:\n  - {apiVersion: apps/v1, kind: Deployment, namespace: prod, name: web}\n'
    expect(add(before, web)).toBe(before.replace('web}', 'web, jsonPointers: [/spec/replicas]}'))
  })

  it('in the layout of the file: indented lists, Windows lines', () => {
    const before =
      'diff:\r\n    comparePatches:\r\n        - kind: A\r\n          jsonPointers:\r\n              - /a\r\n'
    const after = add(before, web)
    expect(after.startsWith(before)).toBe(true)
    expect(after.slice(before.length)).toBe(
      [
        '        - apiVersion: apps/v1',
        '          kind: Deployment',
        '          namespace: prod',
        '          name: web',
        '          jsonPointers:',
        '              - /spec/replicas',
        '',
      ].join('\r\n'),
    )
  })

  it('once for each object, however often it is given', () => {
    const after = add('', web, { ...web, jsonPointers: ['/spec/replicas', '/spec/paused'] })
    expect(parse(after).diff.comparePatches).toEqual([{ ...web, jsonPointers: ['/spec/replicas', '/spec/paused'] }])
  })

  it('in quotes where a reader could take a name for something else', () => {
    expect(add('', { kind: 'A', name: 'yes' })).toContain('name: "yes"')
  })

  it('not at all when they are there', () => {
    const once = add('# mine\n', web, service)
    expect(add(once, service, web)).toBe(once)
  })
})

describe('a file that cannot be changed by adding lines', () => {
  it.each([
    ['an alias', 'x: &a {comparePatches: [{kind: A}]}\ndiff: *a\n'],
    ['two documents', 'name: a\n---\nname: b\n'],
    ['no YAML', 'a: ['],
    ['no map', '- a\n'],
  ])('is refused: %s', (_, text) => {
    expect(addComparePatches(text, [web])).toHaveProperty('error')
  })
})

describe('whatever the file', () => {
  const line = fc.constantFrom(
    'name: a',
    '# comment',
    '',
    'labels: {a: b}',
    'helm:\n  values:\n    x: 1 # x',
    'targetCustomizations:\n- clusterName: a',
    'yaml:\n    overlays:\n        - prod',
  )
  const file = fc.uniqueArray(line).map(lines => lines.map(each => `${each}\n`).join(''))
  const name = fc.constantFrom('web', 'api', 'null', 'a: b', '~')
  const path = fc.constantFrom('/spec/replicas', '/metadata/labels/a~1b', '/data/#x', '-')
  const patch = fc.record({
    apiVersion: fc.constantFrom('v1', 'apps/v1'),
    kind: fc.constant('A'),
    name,
    jsonPointers: fc.array(path, { minLength: 1 }),
  })

  it('every line stays, in its order, and the data are those of before with the patches', () => {
    fc.assert(
      fc.property(
        file,
        fc.array(patch, { minLength: 1, maxLength: 4 }),
        fc.array(patch, { maxLength: 3 }),
        (text, first, then) => {
          const once = add(text, ...first)
          const twice = add(once, ...then)
          for (const [before, after] of [
            [text, once],
            [once, twice],
          ] as const) {
            const lines = after.split('\n')
            let at = 0
            for (const each of before.split('\n')) at = lines.indexOf(each, at) + 1 || Number.NaN
            expect(at).not.toBeNaN()
          }
          const { diff, ...rest } = parse(twice, { version: '1.1' })
          expect(rest).toEqual(parse(text, { version: '1.1' }) ?? {})
          for (const own of diff.comparePatches) {
            const given = [...first, ...then].filter(
              each => each.name === own.name && each.apiVersion === own.apiVersion,
            )
            expect(new Set(own.jsonPointers)).toEqual(new Set(given.flatMap(each => each.jsonPointers)))
          }
        },
      ),
    )
  })
})
