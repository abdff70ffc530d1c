import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Settings } from '../../src/flagger/settings.ts'
import type { Event } from '../../src/timeline/engine/script.ts'
import { simulate } from '../../src/timeline/engine/simulate.ts'
import type { Manifest } from '../../src/values/manifest.ts'
import { releaseOf } from '../flagger/releases.ts'
import { differences } from './compare.ts'
import { asRecorded, differentTicks, type RecordedTick, withoutWords } from './ticks.ts'

interface Case {
  id: string
  settings: Partial<Settings>
  objects: Manifest[]
  script: Event[]
  expect: { ticks: RecordedTick[]; created?: Manifest[] }
}

const cases = JSON.parse(readFileSync('fixtures/golden/timelines/timelines.json', 'utf8')) as Case[]

describe('rollouts that were recorded from Flagger 1.44', () => {
  it.each(cases.map(each => [each.id, each] as const))('%s', (_, { objects, settings, script, expect: recorded }) => {
    const simulation = simulate(releaseOf(objects, settings), asRecorded(script))
    if ('verdict' in simulation) throw new Error(`the Canary is ${simulation.verdict}`)
    expect(differentTicks(simulation.ticks, recorded.ticks)).toEqual([])
    expect(differences(simulation.created.map(withoutWords), recorded.created ?? [])).toEqual([])
  })
})
