import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Json } from '../../src/values/json.ts'
import { flow, list, quote } from '../../src/values/quote.ts'

describe('flow', () => {
  it.each<[Json, string]>([
    ['60s', '60s'],
    ['1', '"1"'],
    ['true', '"true"'],
    ['on', '"on"'],
    ['0x1f', '"0x1f"'],
    ['', '""'],
    ['a b', '"a b"'],
    ['http://flagger-loadtester.test/', 'http://flagger-loadtester.test/'],
    [{ enabled: true }, '{enabled: true}'],
    [[{ uri: { prefix: '/' } }], '[{uri: {prefix: /}}]'],
  ])('writes %j as %s', (value, text) => {
    expect(flow(value)).toBe(text)
  })

  it('keeps every digit of an integer', () => {
    expect(flow(12345678901234567890n)).toBe('12345678901234567890')
  })

  it.each(['1.1', '1.2'] as const)('is read back as it was by YAML %s', version => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('1_000', '1:30', 'yes', '~', '.inf', '-', '2024-01-01', 'a:b', 'a: b'),
    )
    const value = fc.oneof(text, fc.boolean(), fc.integer(), fc.array(text), fc.dictionary(text, text))
    fc.assert(
      fc.property(value, value => {
        expect(parse(`x: ${flow(value)}`, { version, merge: false }).x).toEqual(value)
      }),
    )
  })
})

describe('quote', () => {
  it('shows short values whole and texts in quotes', () => {
    expect(quote('a\nb')).toBe('"a\\nb"')
    expect(quote({ uri: { prefix: '/' }, ports: [80, null] })).toBe('{uri: {prefix: "/"}, ports: [80, null]}')
  })

  it('is one short line whatever the value', () => {
    fc.assert(
      fc.property(fc.jsonValue() as fc.Arbitrary<Json>, value => {
        expect(quote(value).length).toBeLessThanOrEqual(60)
        expect(quote([value])).not.toContain('\n')
      }),
    )
  })
})

describe('list', () => {
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
  ])('%j is %j', (words, text) => {
    expect(list(words)).toBe(text)
  })
})
