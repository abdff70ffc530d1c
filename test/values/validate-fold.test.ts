import { Ajv, type ErrorObject } from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldErrors } from '../../src/values/fold-errors.ts'
import type { Json } from '../../src/values/json.ts'

const ajv = new Ajv({ allErrors: true, strict: false, validateSchema: false })

function errorsOf(schema: object, data: unknown): ErrorObject[] {
  const validate = ajv.compile(schema)
  return validate(data) ? [] : (validate.errors ?? [])
}

function folded(schema: object, data: unknown): string[] {
  return foldErrors(errorsOf(schema, data)).map(({ kind, path, key }) => [kind, path, key].filter(Boolean).join(' '))
}

describe('foldErrors', () => {
  const oneOfThree = {
    type: 'object',
    additionalProperties: false,
    properties: { exact: { type: 'string' }, prefix: { type: 'string' }, regex: { type: 'string' } },
    oneOf: [{ required: ['exact'] }, { required: ['prefix'] }, { required: ['regex'] }],
  }

  it('says once that none, or too many, of the branches hold', () => {
    expect(folded(oneOfThree, {})).toEqual(['combination'])
    expect(folded(oneOfThree, { exact: 'a', prefix: 'b' })).toEqual(['combination'])
    expect(folded(oneOfThree, { exac: 'a' })).toEqual(['unknown key /exac exac'])
    expect(folded(oneOfThree, { exact: 1 })).toEqual(['type /exact'])
  })

  it('tells what is wrong inside the branch that was meant', () => {
    const listOrName = {
      anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'object', properties: { port: { minimum: 1 } } } }],
    }
    expect(folded(listOrName, [{ port: 0 }, { port: 5 }, 'x'])).toEqual(['range /0/port', 'type /2'])
    expect(folded(listOrName, 5)).toEqual(['type'])
  })

  it('folds one choice inside another', () => {
    const deep = { properties: { hash: { oneOf: [{ required: ['a'] }, { required: ['b'] }] } }, required: ['hash'] }
    const schema = { type: 'object', oneOf: [{ required: ['simple'] }, deep] }
    expect(folded(schema, { hash: {} })).toEqual(['combination /hash'])
    expect(folded(schema, {})).toEqual(['combination'])
  })

  it('hears a value’s worst fault only', () => {
    const name = { type: 'string', maxLength: 3, pattern: '^[a-z]+$' }
    expect(folded(name, 'ABCD')).toEqual(['pattern'])
    expect(folded({ allOf: [name, { enum: ['a', 'b'] }] }, 'ABCD')).toEqual(['choice'])
    expect(folded({ if: { type: 'number' }, else: name }, 'ABCD')).toEqual(['pattern'])
  })

  it('puts ill-named keys at the key and missing ones at the map', () => {
    const names = { type: 'object', propertyNames: { pattern: '^[a-z]+$', maxLength: 3 }, required: ['a', 'b'] }
    expect(folded(names, { 'X/Y': 1, a: 2, abcd: 3 })).toEqual([
      'missing key b',
      'key name /X~1Y X/Y',
      'key name /abcd abcd',
    ])
  })

  it('finds something exactly when ajv does, never two things about one place, and only what is there', () => {
    fc.assert(
      fc.property(schemas(3), fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>, (schema, data) => {
        const errors = errorsOf(schema, data)
        const mistakes = foldErrors(errors)
        expect(mistakes.length > 0).toBe(errors.length > 0)
        const places = mistakes.map(({ kind, path, key }) => (kind === 'missing key' ? `${path} ${key}` : path))
        expect(new Set(places).size).toBe(places.length)
        expect(foldErrors(errors)).toEqual(mistakes)
      }),
      { numRuns: 100 },
    )
  })
})

/** Small schemas of every keyword that the fold knows, over the keys and values that fast-check likes. */
function schemas(depth: number): fc.Arbitrary<object> {
  const type = fc.constantFrom('string', 'number', 'boolean', 'object', 'array', 'null')
  const leaf = fc.oneof(
    fc.record({ type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1 })) }),
    fc.record({ type: fc.constant('string'), pattern: fc.constantFrom('^a', 'b$'), maxLength: fc.nat(3) }),
    fc.record({ minimum: fc.nat(5), maximum: fc.nat(5) }),
    fc.record({ enum: fc.constant([null, 'a', 1]) }),
  )
  if (depth === 0) return leaf
  const inner = schemas(depth - 1)
  const key = fc.constantFrom('', ' ', 'a', 'b', '0')
  return fc.oneof(
    leaf,
    fc.record({ anyOf: fc.array(inner, { minLength: 1, maxLength: 3 }) }),
    fc.record({ oneOf: fc.array(inner, { minLength: 1, maxLength: 3 }) }),
    fc.record({ allOf: fc.array(inner, { minLength: 1, maxLength: 2 }) }),
    fc.record({ if: inner, else: inner }),
    fc.record({ items: inner, maxItems: fc.nat(3) }),
    fc.record({
      properties: fc.dictionary(key, inner, { maxKeys: 3 }),
      required: fc.uniqueArray(key, { maxLength: 2 }),
      additionalProperties: fc.oneof(fc.boolean(), inner),
      propertyNames: fc.constantFrom({}, { maxLength: 1 }),
    }),
  )
}
