// Files of manifests recorded with `kubectl argo rollouts lint` (fixtures/golden/rollouts): lint gives its verdict, at places.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Manifest } from '../../src/values/manifest.ts'
import { readManifests } from '../lint/load.ts'

interface Case {
  id: string
  objects: Manifest[]
  expect: { accepted: boolean }
}

const cases: Case[] = JSON.parse(readFileSync('fixtures/golden/rollouts/lint.json', 'utf8'))

describe('a Rollout in the input is linted with what it uses', () => {
  test.each(cases)('case $id', ({ objects, expect: recorded }) => {
    const text = objects.map(object => `---\n${JSON.stringify(object, null, 2)}\n`).join('')
    const found = readManifests('case.yaml', text).found.filter(({ code }) => code.startsWith('RO'))
    expect(found.some(({ severity }) => severity === 'error')).toBe(!recorded.accepted)
    const lines = text.split('\n')
    for (const { place, message } of found) {
      expect(place.file).toBe('case.yaml')
      expect(lines[place.line - 1]?.slice(place.column - 1).trim(), message).not.toBe('')
    }
  })
})
