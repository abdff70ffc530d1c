import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelSafety } from '../../src/flagger/label-safety.ts'
import { predict } from '../../src/flagger/predict.ts'
import { defaultSettings, type Settings } from '../../src/flagger/settings.ts'
import { readReleases } from '../../src/manifests/releases.ts'
import { isMap, type Json } from '../../src/values/json.ts'

interface Case {
  settings: Partial<Settings>
  objects: Json[]
}
const cases = JSON.parse(readFileSync('fixtures/golden/flagger/cases.json', 'utf8')) as Case[]

/** Something else where a value was: of another type, empty, or odd in a way that somebody has tried. */
const odd = fc.oneof(
  fc.constantFrom<Json>(
    null,
    '',
    0,
    -1,
    1.5,
    3e9,
    true,
    'abc',
    '1d',
    '500m',
    [],
    {},
    [null],
    [''],
    { a: null },
    '__proto__',
  ),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
)

/** A recorded case with some values replaced or taken away. */
const broken = fc
  .tuple(fc.constantFrom(...cases), fc.array(fc.tuple(fc.nat(), fc.option(odd, { nil: undefined })), { maxLength: 4 }))
  .map(([{ settings, objects }, changes]) => {
    const copy = structuredClone(objects)
    for (const [at, value] of changes) {
      const places = placesIn(copy)
      const place = places[at % places.length]
      if (place) replace(place, structuredClone(value))
    }
    return { settings, objects: copy }
  })

describe('whatever the manifests', () => {
  it('nothing throws, what goes wrong is told with a place, and the same comes out again', () => {
    fc.assert(
      fc.property(broken, fc.constantFrom('assume' as const, 'strict' as const), ({ settings, objects }, refs) => {
        const options = { namespace: 'default', settings: { ...defaultSettings, ...settings }, refs }
        const files = [{ file: 'all.yaml', text: objects.map(object => JSON.stringify(object)).join('\n---\n') }]
        for (const release of readReleases(files, options).releases) {
          const prediction = predict(release)
          const { verdict, problems, created, changed } = prediction
          expect(predict(release)).toEqual(prediction)
          labelSafety(release)
          for (const problem of problems) expect(release.locate(problem).line).toBeGreaterThan(0)
          if (verdict === 'initialized') continue
          expect(problems.some(({ code, severity }) => severity === 'error' || code === 'FL013')).toBe(true)
          if (verdict !== 'stopped') expect([...created, ...changed]).toEqual([])
        }
      }),
      { numRuns: 400 },
    )
  })
})

type Place = [holder: Json[] | { [key: string]: Json }, key: string | number]

function placesIn(value: Json): Place[] {
  if (Array.isArray(value)) return value.flatMap((item, i): Place[] => [[value, i], ...placesIn(item)])
  if (!isMap(value)) return []
  return Object.entries(value).flatMap(([key, item]): Place[] => [[value, key], ...placesIn(item)])
}

function replace([holder, key]: Place, value: Json | undefined): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1, ...(value === undefined ? [] : [value]))
  else if (value === undefined) delete holder[key]
  else holder[key] = value
}
