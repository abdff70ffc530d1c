import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editDistance, nearest } from '../../src/values/nearest.ts'

const keys = ['enabled', 'serviceport', 'targetPort', 'stepWeight', 'maxWeight', 'match', 'url', 'exact', 'timeout']

describe('nearest', () => {
  it.each([
    ['stepweight', 'stepWeight', 'case'],
    ['step_weight', 'stepWeight', 'case and underscore'],
    ['step-weight', 'stepWeight', 'case and dash'],
    ['stepWeigt', 'stepWeight', 'a letter too few'],
    ['stepWeightt', 'stepWeight', 'a letter too many'],
    ['stepWieght', 'stepWeight', 'two letters swapped'],
    ['stepWaight', 'stepWeight', 'another letter'],
    ['stpWeigth', 'stepWeight', 'two slips in a long name'],
    ['tiemout', 'timeout', 'two letters swapped in a short name'],
    ['ulr', 'url', 'two letters swapped in three'],
    ['ur', 'url', 'a letter of three too few'],
  ])('%s is %s: %s', (name, meant) => {
    expect(nearest(name, keys)).toBe(meant)
  })

  it.each(['port', 'u', 'xy', 'matches!', 'tmeuot', 'foo', '', 'stepWeightPercentage'])('nothing is near %j', name => {
    expect(nearest(name, keys)).toBeUndefined()
  })

  it.each([
    ['allowOrigisn', 'allowOrigins', 'the same letters'],
    ['allowOrigis', 'allowOrigins', 'a letter less'],
    ['allowOriginss', 'allowOrigins', 'a letter more'],
  ])('of several near %s it takes %s: %s', (name, meant) => {
    expect(nearest(name, ['allowOrigin', 'allowOrigins', 'allowOriginz'])).toBe(meant)
  })

  it('answers the same however the names are ordered', () => {
    expect(nearest('cat', ['bat', 'car', 'hat'])).toBe('bat')
    expect(nearest('cat', ['hat', 'car', 'bat'])).toBe('bat')
    expect(nearest('cat', ['hat', 'CAT', 'bat'])).toBe('CAT')
  })
})

describe('editDistance', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 })

  it('is the distance of a plain table, as far as the limit', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 4 }), (a, b, limit) => {
        expect(editDistance(a, b, limit)).toBe(Math.min(plainDistance(a, b), limit + 1))
      }),
    )
  })

  it('is one for each single slip', () => {
    fc.assert(
      fc.property(word, fc.nat(7), fc.constantFrom('x', 'y'), (text, i, letter) => {
        const at = Math.min(i, text.length)
        expect(editDistance(text, text.slice(0, at) + letter + text.slice(at), 2)).toBe(1)
      }),
    )
  })
})

/** Optimal string alignment by its definition. */
function plainDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length
  const rest = [a.slice(0, -1), b.slice(0, -1)] as const
  const costs = [
    plainDistance(rest[0], b) + 1,
    plainDistance(a, rest[1]) + 1,
    plainDistance(rest[0], rest[1]) + (a.at(-1) === b.at(-1) ? 0 : 1),
  ]
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)) {
    costs.push(plainDistance(a.slice(0, -2), b.slice(0, -2)) + 1)
  }
  return Math.min(...costs)
}
