import { describe, expect, it } from 'vitest'
import { unmarked } from '../../src/lint/example.ts'
import { rules } from '../../src/lint/rules/index.ts'
import { spanAt } from '../../src/values/span.ts'
import { lineStarts } from '../../src/values/yaml/index.ts'
import { lintExample } from './load.ts'

describe.each(rules.map(rule => [rule.code, rule] as const))('%s', (code, rule) => {
  const found = (example: typeof rule.bad) => lintExample(example).filter(finding => finding.code === code)

  it('finds its bad example at the place that is marked', () => {
    const { text, ranges } = unmarked(rule.bad)
    const starts = lineStarts(text)
    const places = found(rule.bad).map(({ place }) => place)
    expect(ranges.length).toBeGreaterThan(0)
    expect(places.filter(({ file }) => file === 'example.yaml')).toEqual(
      ranges.map(({ start, end }) => expect.objectContaining(spanAt(starts, start, end))),
    )
  })

  it('is silent on its good example', () => {
    expect(found(rule.good)).toEqual([])
  })
})
