import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readPath } from '../../src/explain/path.ts'
import { dotted, pointer } from '../../src/values/pointer.ts'

it.each([
  ['flaggerCanary.match[0].uri', '/flaggerCanary/match/0/uri'],
  ['flaggerCanary.match.0.uri', '/flaggerCanary/match/0/uri'],
  ['appLabels["a.b/c"]', '/appLabels/a.b~1c'],
  ["appLabels['a.b']", '/appLabels/a.b'],
  ['/flaggerCanary/match/0', '/flaggerCanary/match/0'],
  ['containers', '/containers'],
])('%s is %s', (text, path) => {
  expect(readPath(text)).toBe(path)
})

it.each(['', '.', 'a..b', '.a', 'a.', 'a[', 'a[x]', 'a b'])('%j is no path', text => {
  expect(readPath(text)).toBeNull()
})

it('reads back whatever serin prints', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'Z', '7', '-', '_', '.', '/', '~', ' '), minLength: 1 })
  fc.assert(
    fc.property(fc.array(fc.oneof(name, fc.nat(9).map(String)), { minLength: 1, maxLength: 5 }), steps => {
      const path = pointer(...steps)
      expect(readPath(dotted(path))).toBe(path)
    }),
  )
})
