import { readFileSync } from 'node:fs'
import type { Release } from '../../src/flagger/release.ts'
import type { Settings } from '../../src/flagger/settings.ts'
import type { Manifest } from '../../src/values/manifest.ts'
import { releaseOf } from '../flagger/releases.ts'

interface Case {
  id: string
  settings: Partial<Settings>
  objects: Manifest[]
}

/** Every Canary that there is a recording of, as a release. */
export function recordedReleases(file: 'flagger/cases' | 'timelines/timelines'): { id: string; release: Release }[] {
  const cases: Case[] = JSON.parse(readFileSync(`fixtures/golden/${file}.json`, 'utf8'))
  return cases.map(({ id, settings, objects }) => ({ id, release: releaseOf(objects, settings) }))
}
