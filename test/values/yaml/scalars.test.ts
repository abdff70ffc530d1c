import { expect, it } from 'vitest'
import type { Json } from '../../../src/values/json.ts'
import { readYaml } from '../../../src/values/yaml/index.ts'

// What a reader of YAML 1.2, or a faithful one of YAML 1.1, would read differently from Helm and kubectl.
const rows: [rule: string, text: string, value: Json][] = [
  ['yes is true', 'yes', true],
  ['on is true', 'on', true],
  ['y is true', 'y', true],
  ['a leading zero makes a number octal', '014', 12],
  ['0o makes a number octal too', '0o14', 12],
  ['underscores in numbers do not count', '1_000', 1000],
  ['base-60 numbers are text', '190:20:30', '190:20:30'],
  ['dates are text', '2024-01-01', '2024-01-01'],
  ['large integers keep every digit', '9007199254740993', 9007199254740993n],
  ['so do large negative ones', '-9007199254740993', -9007199254740993n],
  ['an integer beyond 64 bits is a float', '18446744073709551616', 2 ** 64],
  ['a number beyond all floats is text', '1e400', '1e400'],
  ['a negative zero without a dot is zero', '-0', 0],
  ['a negative zero with a dot keeps its sign', '-0.0', -0],
  ['0b makes a number binary', '0b1', 1],
  ['8 is no octal digit', '08', 8],
]

it.each(rows)('%s: %s', (_, text, value) => {
  expect(readYaml(text).documents).toStrictEqual([value])
  expect(readYaml(`a: ${text}`).documents).toStrictEqual([{ a: value }])
  expect(readYaml(`[${text}]`).documents).toStrictEqual([[value]])
  expect(readYaml(`"${text}"`).documents).toStrictEqual([text])
})

it('merges maps under <<', () => {
  const text = 'base: &base {a: 1, b: 1}\nitem:\n  <<: *base\n  b: 2'
  expect(readYaml(text).documents).toStrictEqual([{ base: { a: 1, b: 1 }, item: { a: 1, b: 2 } }])
})

it('keeps keys that a prototype has, and touches no prototype', () => {
  const { documents } = readYaml('__proto__: {polluted: yes}\nconstructor: a')
  expect(Object.keys(documents?.[0] ?? {})).toStrictEqual(['__proto__', 'constructor'])
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

it('gives no document for a file without one, and null for an empty one', () => {
  expect(readYaml('').documents).toStrictEqual([])
  expect(readYaml('# nothing\n').documents).toStrictEqual([])
  expect(readYaml('---\n').documents).toStrictEqual([null])
})
