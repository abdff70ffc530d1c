import { describe, expect, it } from 'vitest'
import { levers } from '../../src/timeline/outlook/levers.ts'

const valuesOf = (name: string, analysis: object) =>
  levers.filter(lever => lever.name === name).map(({ values }) => values(analysis))

describe('the values that a field may be changed to', () => {
  it('are the nearest first, as far as they make sense', () => {
    expect(valuesOf('threshold', { threshold: 4 })).toEqual([[3, 2, 1]])
    expect(valuesOf('interval', { interval: '13s' })).toEqual([['12s', '11s', '10s']])
    expect(valuesOf('stepWeight', { stepWeight: 98 })).toEqual([[99, 100]])
    expect(valuesOf('stepWeightPromotion', { stepWeightPromotion: 99 })).toEqual([[100, null]])
  })

  it('are fewer or lower steps', () => {
    expect(valuesOf('stepWeights', { stepWeights: [1, 5, 50] })).toEqual([
      [[5, 50], [50]],
      [[1, 5], [1]],
    ])
  })

  it('are none for what is not asked for', () => {
    expect(levers.flatMap(({ name, values }) => (name === 'interval' ? [] : values({})))).toEqual([])
  })

  it('are not more than can be tried', () => {
    const huge = { iterations: 2_000_000_000, threshold: 2_000_000_000, interval: '9999h' }
    for (const { values } of levers) expect(values(huge).length).toBeLessThanOrEqual(10_001)
    expect(valuesOf('iterations', huge)[0]?.at(-1)).toBeGreaterThan(0)
  })
})
