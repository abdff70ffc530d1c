import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lineStarts, placeAt } from '../../../src/values/yaml/index.ts'

it('knows where lines begin, whatever ends them', () => {
  expect(lineStarts('a\nb\r\nc\rd')).toStrictEqual([0, 2, 5, 7])
  expect(lineStarts('')).toStrictEqual([0])
  expect(lineStarts('\n')).toStrictEqual([0, 1])
})

it.each([
  [0, 1, 1],
  [1, 1, 2],
  [2, 1, 3],
  [3, 2, 1],
  [5, 2, 3],
  [7, 3, 1],
])('offset %i of "ab\\n😀c\\n" is line %i, column %i', (offset, line, column) => {
  expect(placeAt(lineStarts('ab\n😀c\n'), offset)).toStrictEqual({ line, column })
})

it('finds for every offset the place that counting gives', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', '\n', '😀') })
  fc.assert(
    fc.property(texts, text => {
      const starts = lineStarts(text)
      for (let offset = 0; offset <= text.length; offset++) {
        const lines = text.slice(0, offset).split('\n')
        expect(placeAt(starts, offset)).toStrictEqual({
          line: lines.length,
          column: (lines.at(-1)?.length ?? 0) + 1,
        })
      }
    }),
  )
})
