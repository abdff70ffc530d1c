import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unmarked } from '../../src/lint/example.ts'
import { rules } from '../../src/lint/rules/index.ts'
import { isMap, type Json, printJson } from '../../src/values/json.ts'
import { readYaml } from '../../src/values/yaml/index.ts'
import { lintExample } from './load.ts'

/** Every list and map of a document, each with its keys. */
function holders(value: Json): { holder: Json[] | { [key: string]: Json }; key: string }[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => [{ holder: value, key: String(i) }, ...holders(item)])
  if (!isMap(value)) return []
  return Object.entries(value).flatMap(([key, item]) => [{ holder: value, key }, ...holders(item)])
}

const wrong = fc.constantFrom<Json>(
  null,
  '',
  'x',
  0,
  -1,
  1.5,
  10n ** 20n,
  true,
  [],
  {},
  [null],
  { a: null },
  [[]],
  '1mzz',
)

test('whatever stands anywhere in an example, lint says something with a place or nothing', () => {
  const examples = rules.map(({ bad }) => bad())
  fc.assert(
    fc.property(fc.nat(), fc.array(fc.tuple(fc.nat(), wrong), { minLength: 1, maxLength: 3 }), (index, changes) => {
      const example = examples[index % examples.length]
      if (!example) return
      const documents = readYaml(unmarked(example).text).documents ?? []
      for (const [at, value] of changes) {
        const all = holders(documents)
        const spot = all[at % all.length]
        if (spot) Object.assign(spot.holder, { [spot.key]: structuredClone(value) })
      }
      const text = documents.map(document => `---\n${printJson(document)}\n`).join('')
      for (const { place, message } of lintExample({ ...example, text })) {
        expect(message).not.toBe('')
        expect(place.line).toBeGreaterThan(0)
        expect(place.column).toBeGreaterThan(0)
      }
    }),
    { numRuns: 400 },
  )
})
