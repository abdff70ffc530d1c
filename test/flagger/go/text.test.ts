import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalDuration, parseDuration } from '../../../src/flagger/go/duration.ts'
import { canonicalQuantity } from '../../../src/flagger/go/quantity.ts'

// What k8s.io/apimachinery 0.34 and Go 1.26 were seen to write for these texts.
describe('quantities', () => {
  it.each([
    ['1', '1'],
    ['1000m', '1'],
    ['0.5', '500m'],
    ['1.500', '1.500'],
    ['0.500', '500m'],
    ['+5', '+5'],
    ['1e3', '1e3'],
    ['1000', '1k'],
    ['1024', '1024'],
    ['1024Mi', '1Gi'],
    ['0.5Gi', '512Mi'],
    ['512Mi', '512Mi'],
    ['1023Ki', '1023Ki'],
    ['.4Pi', '450359962737049600m'],
    ['1.5Ki', '1536'],
    ['100u', '100u'],
    ['0.1n', '1n'],
    ['-0.1n', '-1n'],
    ['12e-1', '1200e-3'],
    ['9Ei', '9223372036854775807'],
    ['33260000E', '33260'],
    ['M', '0'],
    ['0', '0'],
    ['007', '007'],
    [' 2Gi ', '2Gi'],
  ])('%s is %s', (text, canonical) => {
    expect(canonicalQuantity(text)).toBe(canonical)
  })

  it.each(['', 'abc', '1 Gi', '1gb', '1K', '1e', 'Pi', '1.2.3', '0x10', '1e999999999', '1e-999999999'])(
    '%j is none',
    text => {
      expect(canonicalQuantity(text)).toBeNull()
    },
  )

  it('stay what they are once they are canonical', () => {
    const number = fc.tuple(fc.nat({ max: 1e6 }), fc.nat({ max: 999 })).map(([whole, part]) => `${whole}.${part}`)
    const suffix = fc.constantFrom('n', 'u', 'm', '', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi', 'Ti', 'e3', 'e-3')
    fc.assert(
      fc.property(number, suffix, (digits, unit) => {
        const canonical = canonicalQuantity(digits + unit)
        expect(canonicalQuantity(canonical ?? '')).toBe(canonical)
      }),
    )
  })
})

describe('durations', () => {
  it.each([
    ['90s', '1m30s'],
    ['1h', '1h0m0s'],
    ['1.5h', '1h30m0s'],
    ['100ms', '100ms'],
    ['1500ms', '1.5s'],
    ['0.001ms', '1µs'],
    ['.5us', '500ns'],
    ['-2m', '-2m0s'],
    ['+0', '0s'],
    ['3600000000000ns', '1h0m0s'],
    ['69.005m', '1h9m0.3s'],
    ['2562047h47m16.854775807s', '2562047h47m16.854775807s'],
  ])('%s is %s', (text, canonical) => {
    expect(canonicalDuration(text)).toBe(canonical)
  })

  it.each(['', '15', '1d', 's', '1 m', '1h 30m', '2562047h48m', 'NaN'])('%j is none', text => {
    expect(canonicalDuration(text)).toBeNull()
  })

  it('are as long as Go says when they are written anew', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 52), max: 2 ** 52 }), nanos => {
        const text = canonicalDuration(`${nanos}ns`)
        expect(parseDuration(text ?? '')).toBe(nanos === 0 ? 0 : nanos)
      }),
    )
  })
})
