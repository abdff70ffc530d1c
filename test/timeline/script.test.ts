import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mostTicks, readScript } from '../../src/timeline/engine/script.ts'
import { simulate } from '../../src/timeline/engine/simulate.ts'
import type { Json } from '../../src/values/json.ts'
import { valueAt } from '../../src/values/pointer.ts'
import { events, releaseWith } from './arbitrary.ts'

const release = releaseWith({ analysis: { interval: '1m', threshold: 2, stepWeight: 50 } })

describe('a scenario', () => {
  it('of events is read as it is', () => {
    fc.assert(
      fc.property(fc.array(events), script => {
        expect(readScript(JSON.parse(JSON.stringify(script)) as Json)).toEqual({ script, problems: [] })
      }),
    )
  })

  const json = fc.jsonValue() as fc.Arbitrary<Json>
  const item = fc.oneof(
    json,
    fc.dictionary(fc.constantFrom('revision', 'config', 'metrics', 'gates', 'canary', 'primary', 'constructor'), json),
  )

  it('that is anything at all is played, or has problems at places that it has', () => {
    fc.assert(
      fc.property(fc.oneof(json, fc.array(item)), data => {
        const { script, problems } = readScript(data)
        for (const { path } of problems) expect(valueAt(data, path)).not.toBeUndefined()
        if (problems.length === 0) expect(simulate(release, script)).toMatchObject({ ticks: { length: script.length } })
      }),
    )
  })

  it.each([
    [{ revision: false }, '/0/revision', 'revision of tick 1 is false; expected true or an image'],
    [{ gates: { a: 20 } }, '/0/gates/a', 'the gate a answers 20 in tick 1; expected an HTTP status such as 200 or 403'],
    [{ gates: { a: 9007199254740993n } }, '/0/gates/a', 'the gate a answers 9007199254740993 in tick 1'],
    [{ canary: 'ready' }, '/0/canary', 'canary of tick 1 is "ready"; expected notReady or deadline'],
    [{ Metrics: 'fail' }, '/0/Metrics', 'unknown key `Metrics` in tick 1'],
  ] satisfies [Json, string, string][])('%o', (event, path, sentence) => {
    expect(readScript([event]).problems).toMatchObject([{ path, message: expect.stringContaining(sentence) }])
  })

  it('has an end', () => {
    const data = Array.from({ length: mostTicks + 1 }, () => ({}))
    expect(readScript(data).problems).toMatchObject([{ code: 'SC007', path: '' }])
    expect(readScript(data.slice(1)).problems).toEqual([])
  })
})
