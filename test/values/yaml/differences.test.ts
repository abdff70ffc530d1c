import { describe, expect, it } from 'vitest'
import { readYaml, type YamlCode, type YamlOptions } from '../../../src/values/yaml/index.ts'

// Every case where serin differs from Helm's reader on purpose. `helm` is what go-yaml v2 makes of the text.
const first: YamlOptions = { documents: 'first', duplicates: 'last' }
const differences: { what: string; text: string; helm: unknown; code: YamlCode; options?: YamlOptions }[] = [
  { what: 'a key twice is a mistake', text: 'a: 1\na: 2', helm: { a: 2 }, code: 'YM017' },
  { what: 'also when only their texts are equal', text: '1: a\n"1": b', helm: 'a or b, by chance', code: 'YM017' },
  { what: 'also next to a merge', text: '<<: {a: 1}\nb: 1\nb: 2', helm: { a: 1, b: 2 }, code: 'YM017' },
  {
    what: 'lists and maps are nested 100 deep at most',
    text: `${'['.repeat(101)}${']'.repeat(101)}`,
    helm: 'up to 10 000',
    code: 'YM021',
  },
  {
    what: 'infinity is a mistake even where a later key replaces it',
    text: '<<: {a: .inf}\na: 1',
    helm: { a: 1 },
    code: 'YM020',
  },
  {
    what: 'so is a key that JSON cannot have',
    text: '<<: {a: {~: 1}}\na: 1',
    helm: { a: 1 },
    code: 'YM018',
  },
  {
    what: 'a control character after the first document is a mistake',
    text: `a: 1\n---\n${'# ...\n'.repeat(1000)}\x01`,
    helm: { a: 1 },
    code: 'YM001',
    options: first,
  },
  { what: 'so is a second byte order mark', text: '\ufeff\ufeffa', helm: 'a', code: 'YM001' },
  {
    what: 'a first document of empty brackets does not hide a colon after it',
    text: '[]: a',
    helm: [],
    code: 'YM018',
    options: first,
  },
]

it.each(differences)('$what', ({ text, code, options }) => {
  expect(readYaml(text, options).fault?.code).toBe(code)
})

describe('with duplicates: last', () => {
  it.each([
    ['a: 1\na: 2', { a: 2 }],
    ['{a: {b: 1}, a: {c: 1}}', { a: { c: 1 } }],
    ['<<: {a: 1}\nb: 1\nb: 2', { a: 1, b: 2 }],
  ])('the last of two equal keys counts, as for Helm: %j', (text, value) => {
    expect(readYaml(text, { duplicates: 'last' }).documents).toStrictEqual([value])
  })
})

it.each(['a: 1\n<<: {a: 2}', '<<: {a: 1}\na: 2', '<<: {a: 1}\n<<: {a: 2}'])(
  'a merged key is no duplicate: %j',
  text => {
    expect(readYaml(text).fault).toBeNull()
  },
)

it('an explicit key that a merge replaced is a duplicate the second time', () => {
  expect(readYaml('a: 1\n<<: {a: 2}\na: 3').fault?.code).toBe('YM017')
})
