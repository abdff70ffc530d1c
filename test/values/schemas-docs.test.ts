import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'

it('docs/values.md says what the schemas say', () => {
  expect(() => execFileSync(process.execPath, ['scripts/docs-values.mjs', '--check'], { stdio: 'pipe' })).not.toThrow()
})
