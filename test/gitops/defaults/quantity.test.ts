import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatQuantity, parseQuantity, roundToMilli } from '../../../src/gitops/defaults/quantity.ts'

/** Text, and how Kubernetes 1.36 writes it again; null where it refuses. */
const written: [text: string, canonical: string | null][] = [
  ['0', '0'],
  ['0m', '0'],
  ['1', '1'],
  ['0.5', '500m'],
  ['.5', '500m'],
  ['5.', '5.'],
  ['1500', '1500'],
  ['1000', '1k'],
  ['1500m', '1500m'],
  ['2000m', '2'],
  ['1.500', '1.500'],
  ['+5', '+5'],
  ['-1', '-1'],
  ['1e3', '1e3'],
  ['1E5', '100e3'],
  ['3E', '3E'],
  ['5e-10', '1e-9'],
  ['1n', '1n'],
  ['1Gi', '1Gi'],
  ['1024Mi', '1Gi'],
  ['1025Mi', '1025Mi'],
  ['0.5Gi', '512Mi'],
  ['1.5Gi', '1536Mi'],
  ['0.1Ki', '102400m'],
  ['1000000Ki', '1000000Ki'],
  ['12345678901234567890', '12345678901234567890'],
  ['', null],
  ['abc', null],
  ['1 Gi', null],
  ['1gi', null],
  ['0x10', null],
]

describe('quantities', () => {
  it.each(written)('%s is written %s', (text, canonical) => {
    const quantity = parseQuantity(text)
    expect(quantity && formatQuantity(quantity)).toBe(canonical)
  })

  it('mean the same after they are written', () => {
    const number = fc.tuple(fc.nat(1e6), fc.nat(999), fc.constantFrom('', 'm', 'k', 'M', 'Ki', 'Mi', 'Gi', 'e3', 'E-2'))
    fc.assert(
      fc.property(number, ([whole, fraction, suffix]) => {
        const quantity = parseQuantity(`${whole}.${fraction}${suffix}`)
        const again = quantity && parseQuantity(formatQuantity(quantity))
        expect(again && formatQuantity(again)).toBe(quantity && formatQuantity(quantity))
      }),
    )
  })

  it('are rounded away from zero', () => {
    const rounded = (text: string) => {
      const quantity = parseQuantity(text)
      return quantity && formatQuantity(roundToMilli(quantity))
    }
    expect([rounded('1n'), rounded('-1u'), rounded('1500u'), rounded('5m')]).toEqual(['1m', '-1m', '2m', '5m'])
  })

  it('stand exponents that no number has', () => {
    expect(parseQuantity(`1e-${'9'.repeat(12)}`)).not.toBeNull()
  })
})
