import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { predict } from '../../src/flagger/predict.ts'
import type { Settings } from '../../src/flagger/settings.ts'
import type { Problem } from '../../src/values/finding.ts'
import type { Manifest } from '../../src/values/manifest.ts'
import { releaseOf } from '../flagger/releases.ts'
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
  apiserver?: { unknownFields: string[] }
}

const cases = JSON.parse(readFileSync('fixtures/golden/flagger/cases.json', 'utf8')) as Case[]

describe('what Flagger 1.44 was recorded to do', () => {
  it.each(cases.map(each => [each.id, each] as const))(
    '%s',
    (_, { objects, settings, expect: recorded, apiserver }) => {
      const prediction = predict(releaseOf(objects, settings))
      expect(prediction.verdict).toBe(verdictOf(recorded))
      if (recorded.rejected) expect(prediction.stored).toBeNull()
      if (recorded.storedCanary) {
        expect(differences(prediction.stored ? [prediction.stored] : [], [recorded.storedCanary])).toEqual([])
      }
      if (apiserver && !recorded.rejected)
        expect(unknownFields(prediction.problems)).toEqual(apiserver.unknownFields.sort())
      expect(differences(prediction.created, recorded.created ?? [])).toEqual([])
      expect(differences(prediction.changed, recorded.changed ?? [])).toEqual([])
    },
  )
})

function verdictOf(recorded: Case['expect']): string {
  if (recorded.rejected) return 'rejected'
  if (recorded.refused) return 'refused'
  return recorded.phase === 'Initialized' ? 'initialized' : 'stopped'
}

/** The fields that strict validation refuses, as the API server writes their paths. */
function unknownFields(problems: Problem[]): string[] {
  return problems
    .filter(({ code }) => code === 'FL001')
    .map(({ path }) =>
      path
        .slice(1)
        .replace(/\/(\d+)(?=\/|$)/g, '[$1]')
        .replaceAll('/', '.')
        .replaceAll('~1', '/'),
    )
    .sort()
}
