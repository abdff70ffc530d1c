import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode } from '../../src/flagger/go/decode.ts'
import { encode } from '../../src/flagger/go/encode.ts'
import { istioTypes } from '../../src/flagger/go/istio.ts'
import { type Form, storedLike } from '../../src/flagger/known-forms.ts'
import type { JsonMap } from '../../src/values/json.ts'

const type = istioTypes.get('VirtualService')
const read = (written: JsonMap): JsonMap => decode(encode(written, type), type).value
const formOf = (written: JsonMap): Form => ({ written, stored: read(written) })

const weight = fc.constantFrom(0, 1, 2, 3, 5, 10, 20, 50, 80, 90, 95, 100)
const route = fc.record(
  {
    match: fc.constantFrom([], [{ uri: { prefix: '/' } }], [{}]),
    timeout: fc.constantFrom('', '15s'),
    retries: fc.record({ attempts: weight, retryOn: fc.constantFrom('', '5xx') }, { requiredKeys: [] }),
    mirrorPercentage: fc.record({ value: weight }),
    route: fc.array(fc.record({ destination: fc.record({ host: fc.constantFrom('a', 'b') }), weight }), {
      maxLength: 2,
    }),
  },
  { requiredKeys: ['route'] },
)
const virtualService = fc
  .record({
    metadata: fc.constantFrom({}, { labels: {} }, { labels: { app: 'a' } }),
    spec: fc.record({ http: fc.array(route, { maxLength: 2 }) }),
  })
  .map(object => JSON.parse(JSON.stringify(object)) as JsonMap)

describe('what comes back like a known form', () => {
  it('is what would have been read', () => {
    let found = 0
    fc.assert(
      fc.property(virtualService, fc.array(weight, { minLength: 12, maxLength: 12 }), (before, weights) => {
        const after = reweighed(before, [...weights])
        const like = storedLike(formOf(before), after)
        if (like === null) return
        found++
        expect(like).toEqual(read(after))
      }),
      { numRuns: 500, seed: 7 },
    )
    expect(found).toBeGreaterThan(50)
  })

  const stable = { spec: { http: [{ route: [{ destination: { host: 'a' }, weight: 90 }] }] } }

  it('has its own numbers, and shares everything else', () => {
    const form = formOf(stable)
    expect(storedLike(form, stable)).toBe(form.stored)
    expect(storedLike(form, reweighed(stable, [80]))).toEqual(read(reweighed(stable, [80])))
  })

  it.each([
    ['a number that is left out when it is 0', reweighed(stable, [0])],
    ['another text', { spec: { http: [{ route: [{ destination: { host: 'b' }, weight: 90 }] }] } }],
    ['one more route', { spec: { http: [...stable.spec.http, ...stable.spec.http] } }],
    ['one more field', { spec: { ...stable.spec, hosts: ['a'] } }],
    ['a list for a map', { spec: [] }],
  ])('is not told of %s', (_, written) => {
    expect(storedLike(formOf(stable), written)).toBeNull()
  })
})

/** The same object with other numbers. */
function reweighed(object: JsonMap, weights: number[]): JsonMap {
  return JSON.parse(JSON.stringify(object), (_, value) =>
    typeof value === 'number' ? (weights.shift() ?? value) : value,
  ) as JsonMap
}
