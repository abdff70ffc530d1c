import { describe, expect, test } from 'vitest'
import type { JsonMap } from '../../src/values/json.ts'
import { type Layer, mergeLayers } from '../../src/values/layers.ts'
import { originsOf, placeOfValue } from '../../src/values/origin.ts'
import { parseSet } from '../../src/values/set.ts'
import { readYaml } from '../../src/values/yaml/index.ts'

function file(name: string, text: string): Layer {
  return { kind: 'file', name, file: name, text, data: (readYaml(text).documents?.[0] ?? {}) as JsonMap }
}

const defaults: Layer = {
  kind: 'defaults',
  name: 'chart defaults',
  file: 'chart defaults',
  text: null,
  data: { canary: { analysis: { stepWeight: 5, interval: '15s' }, hosts: [] } },
}
const base = file('values.yaml', 'canary:\n  analysis:\n    stepWeight: 10\n  hosts:\n    - a\n    - b\n')
const prod = file('prod.yaml', '# production\ncanary:\n  analysis: {stepWeight: 20}\n')
const set: Layer = {
  kind: 'set',
  flag: '--set',
  text: 'x=1,canary.hosts[1]=c',
  ordinal: 2,
  assignments: parseSet('x=1,canary.hosts[1]=c', '--set'),
}
const values = mergeLayers([defaults, base, prod, set], 'devtron')

function spot(path: string, part: 'key' | 'value' = 'value'): string {
  const { file, line, column, endLine, endColumn } = placeOfValue(values, path, part)
  return `${file}:${line}:${column}-${endLine}:${endColumn}`
}

describe('the place of a value is where the winning layer wrote it', () => {
  test('a later file wins', () => {
    expect(spot('/canary/analysis/stepWeight')).toBe('prod.yaml:3:26-3:28')
    expect(spot('/canary/analysis/stepWeight', 'key')).toBe('prod.yaml:3:14-3:24')
  })

  test('items of lists have their own place', () => {
    expect(spot('/canary/hosts/0')).toBe('values.yaml:5:7-5:8')
  })

  test('--set has a place in its argument', () => {
    expect(spot('/canary/hosts/1')).toBe('--set:2:5-2:22')
    expect(placeOfValue(values, '/x', 'value').layer).toBe('--set x=1,canary.hosts[1]=c')
  })

  test('a value of the chart is placed where the user wrote the nearest ancestor', () => {
    expect(spot('/canary/analysis/interval')).toBe('prod.yaml:3:3-3:11')
    expect(spot('/other')).toBe('prod.yaml:2:1-3:29')
  })
})

test('every layer has its say, lowest first', () => {
  expect(
    originsOf(values, '/canary/analysis/stepWeight').map(({ place, value, effect }) => [place.file, value, effect]),
  ).toEqual([
    ['chart defaults', 5, 'sets'],
    ['values.yaml', 10, 'sets'],
    ['prod.yaml', 20, 'sets'],
  ])
})

test('a null or a scalar above cuts a value off, and says where', () => {
  const cut = mergeLayers([defaults, base, file('off.yaml', 'canary:\n  analysis: null\n')], 'helm3')
  expect(cut.data).toEqual({ canary: { hosts: ['a', 'b'] } })
  expect(originsOf(cut, '/canary/analysis/stepWeight').at(-1)).toMatchObject({
    effect: 'clears',
    place: { file: 'off.yaml', line: 2 },
  })
})
