import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { predict } from '../../src/flagger/predict.ts'
import type { Release } from '../../src/flagger/release.ts'
import { defaultSettings, type Settings } from '../../src/flagger/settings.ts'
import type { Manifest } from '../../src/values/manifest.ts'
import { differences } from './compare.ts'

interface Case {
  id: string
  settings: Partial<Settings>
  objects: [Manifest, ...Manifest[]]
  expect: {
    storedCanary?: Manifest
    phase?: string
    rejected?: string[]
    refused?: string
    created?: Manifest[]
    changed?: Manifest[]
  }
}

const cases = JSON.parse(readFileSync('fixtures/golden/flagger/cases.json', 'utf8')) as Case[]

describe('what Flagger 1.44 was recorded to do', () => {
  it.each(cases.map(each => [each.id, each] as const))('%s', (_, { objects, settings, expect: recorded }) => {
    const prediction = predict(releaseOf(objects, settings))
    expect(prediction.verdict).toBe(verdictOf(recorded))
    if (recorded.rejected) expect(prediction.stored).toBeNull()
    if (recorded.storedCanary) {
      expect(differences(prediction.stored ? [prediction.stored] : [], [recorded.storedCanary])).toEqual([])
    }
    expect(differences(prediction.created, recorded.created ?? [])).toEqual([])
    expect(differences(prediction.changed, recorded.changed ?? [])).toEqual([])
  })
})

function verdictOf(recorded: Case['expect']): string {
  if (recorded.rejected) return 'rejected'
  if (recorded.refused) return 'refused'
  return recorded.phase === 'Initialized' ? 'initialized' : 'stopped'
}

function releaseOf(objects: Case['objects'], settings: Partial<Settings>): Release {
  const [canary, ...others] = objects
  return {
    canary,
    authored: [canary],
    cluster: { objects: others, sketched: new Set() },
    namespace: 'default',
    settings: { ...defaultSettings, ...settings },
    refs: 'strict',
    trace: same => same,
    locate: () => ({ file: '', line: 1, column: 1, endLine: 1, endColumn: 1, layer: null }),
  }
}
