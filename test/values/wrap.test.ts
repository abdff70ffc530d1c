import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wrap } from '../../src/values/wrap.ts'

test('lines end between words, and all but the first hang', () => {
  expect(wrap('one two three four', 9)).toEqual(['one two', 'three', 'four'])
  expect(wrap('  one two three', 9, '    ')).toEqual(['  one two', '    three'])
})

test('a word that is too long has a line of its own', () => {
  expect(wrap('a /very/long/path.yaml b', 8)).toEqual(['a', '/very/long/path.yaml', 'b'])
})

test('colours take no columns', () => {
  expect(wrap('\x1b[1mone\x1b[0m two three', 7)).toEqual(['\x1b[1mone\x1b[0m two', 'three'])
})

test('nothing is lost, and no line is wider than it has to be', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 40 }), (given, width) => {
      const lines = wrap(given.join(' '), width)
      expect(lines.join(' ')).toBe(given.join(' '))
      for (const line of lines) expect(line.length <= width || !line.includes(' ')).toBe(true)
    }),
  )
})
