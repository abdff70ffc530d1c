import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { predictConflicts } from '../../src/gitops/fleet/conflicts.ts'
import type { JsonMap } from '../../src/values/json.ts'
import type { Manifest } from '../../src/values/manifest.ts'

interface Recorded {
  git: Manifest
  fields: JsonMap
  conflicts: string[]
}

const recorded: Recorded[] = JSON.parse(readFileSync('fixtures/golden/fleet/conflicts.json', 'utf8'))

describe("the API server's own field manager: applied as `fleet`, updated as `flagger`, applied again", () => {
  it.each(recorded)('$git.kind $git.metadata.name: $conflicts', ({ git, fields, conflicts }) => {
    const predicted = predictConflicts(git, [{ manager: 'flagger', fields }])
    expect(predicted.map(({ field }) => field).sort()).toEqual([...conflicts].sort())
  })
})
