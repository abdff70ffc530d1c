import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { validateRollouts } from '../../src/rollouts/validate/validate.ts'
import type { Manifest } from '../../src/values/manifest.ts'
import { dotted } from '../../src/values/pointer.ts'

interface Case {
  id: string
  objects: Manifest[]
  expect: { accepted: boolean; error?: string; findings?: string[] }
}

const cases: Case[] = JSON.parse(readFileSync('fixtures/golden/rollouts/lint.json', 'utf8'))

/** Recorded from `kubectl argo rollouts lint` and its validation functions, Argo Rollouts 9f8d111d8. */
describe('a file of manifests gets the verdict of kubectl argo rollouts lint', () => {
  test.each(cases)('case $id', ({ objects, expect: recorded }) => {
    const problems = validateRollouts(objects)
    const errors = problems.filter(problem => problem.severity === 'error')
    expect(errors.length === 0, errors.map(error => error.message).join('\n')).toBe(recorded.accepted)
    const fields = errors.map(({ path }) => withoutStrategy(dotted(path)))
    expect(fields).toEqual(expect.arrayContaining((recorded.findings ?? []).map(fieldOf)))
  })
})

/** kubectl prints `field: kind of error: …`; the field of a strategy's own rules lacks the name of the strategy. */
function fieldOf(finding: string): string {
  return withoutStrategy(finding.slice(0, finding.indexOf(':')))
}

function withoutStrategy(field: string): string {
  return field.replace(/^spec\.strategy\.(canary|blueGreen)\./, 'spec.strategy.')
}
