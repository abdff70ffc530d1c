import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import type { Json } from '../../../src/values/json.ts'
import { type Located, locateYaml, readYaml } from '../../../src/values/yaml/index.ts'

/** Characters that mean something to YAML, and some that should not. */
const pieces = fc.constantFrom(
  ...[
    'a',
    'b',
    '1',
    '0x1',
    'yes',
    '~',
    ' ',
    '  ',
    '\n',
    '\n  ',
    '\t',
    ': ',
    ':',
    '- ',
    '-',
    '? ',
    '#',
    ' #',
    ',',
    '"',
    "'",
  ],
  ...[
    '[',
    ']',
    '{',
    '}',
    '&a ',
    '*a',
    '!!str ',
    '!',
    '|\n',
    '>-\n',
    '%',
    '@',
    '`',
    '\\',
    '---\n',
    '...\n',
    '\r\n',
    '\x85',
  ],
  ...[
    '\u2028',
    '😀',
    '<<: ',
    '<<',
    'a: ',
    'b: 1\n',
    '- x\n',
    '"q": ',
    '\ufeff',
    '\x00',
    '\ud800',
    '__proto__: ',
    '.inf',
  ],
)
const texts = fc.array(pieces, { maxLength: 25 }).map(parts => parts.join(''))

// Line breaks beyond ASCII mean in JSON themselves and in YAML a line's end; no reader can give them back unescaped.
const strings = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .filter(text => !/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/.test(text))
// An integer that a double may not keep exactly comes back as a bigint.
const numbers = fc.oneof(
  fc.integer(),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .filter(value => !Object.is(value, -0) && (Number.isSafeInteger(value) || !Number.isInteger(value))),
)
const { data } = fc.letrec<{ data: Json }>(tie => ({
  data: fc.oneof(
    { maxDepth: 5 },
    fc.constant(null),
    fc.boolean(),
    strings,
    numbers,
    fc.array(tie('data'), { maxLength: 4 }),
    fc.dictionary(strings, tie('data'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))

/** The data again, put together from the places alone. */
function rebuild({ value, entries, items }: Located): Json {
  if (items) return items.map(rebuild)
  if (entries) return Object.fromEntries([...entries].map(([key, entry]) => [key, rebuild(entry.value)]))
  return value
}

describe('any text', () => {
  it('is read, or refused with a mistake inside it', () => {
    fc.assert(
      fc.property(texts, text => {
        const { documents, fault } = readYaml(text)
        expect(documents === null).toBe(fault !== null)
        if (!fault) return
        expect(fault.start).toBeLessThanOrEqual(fault.end)
        expect(fault.end).toBeLessThanOrEqual(text.length + 1)
        expect(fault.message).not.toBe('')
      }),
      { numRuns: 2000 },
    )
  })

  it('has the same data with and without places', () => {
    fc.assert(
      fc.property(texts, text => {
        const { documents, fault } = readYaml(text)
        const located = locateYaml(text)
        expect(located.fault).toStrictEqual(fault)
        if (documents === null) return
        expect(located.documents.map(document => document.value)).toStrictEqual(documents)
        expect(located.documents.map(rebuild)).toStrictEqual(documents)
      }),
      { numRuns: 2000 },
    )
  })

  it('gives as its first document what reading only the first gives', () => {
    fc.assert(
      fc.property(texts, text => {
        const { documents } = readYaml(text)
        if (documents) expect(readYaml(text, { documents: 'first' }).documents).toStrictEqual(documents.slice(0, 1))
      }),
    )
  })

  it('means the same with CR LF for LF', () => {
    fc.assert(
      fc.property(texts, text => {
        const unix = text.replaceAll('\r\n', '\n')
        const windows = unix.replaceAll('\n', '\r\n')
        expect(readYaml(windows).documents).toStrictEqual(readYaml(unix).documents)
      }),
    )
  })
})

describe('data comes back', () => {
  it('from JSON', () => {
    fc.assert(
      fc.property(data, fc.constantFrom(0, 2, '\t'), (value, indent) => {
        expect(readYaml(JSON.stringify(value, null, indent))).toStrictEqual({ documents: [value], fault: null })
      }),
    )
  })

  it('from YAML that another writer wrote', () => {
    fc.assert(
      fc.property(data, fc.constantFrom(0, 20, 80), (value, lineWidth) => {
        const text = stringify(value, { version: '1.1', defaultStringType: 'QUOTE_DOUBLE', lineWidth })
        expect(readYaml(text)).toStrictEqual({ documents: [value], fault: null })
      }),
    )
  })
})
