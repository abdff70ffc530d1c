import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

test.each(['docs-values', 'docs-fixes', 'docs-rules', 'docs-timeline'])(
  'what scripts/%s.mjs generates is current; `npm run generate` writes it',
  script => {
    expect(() => execFileSync(process.execPath, [`scripts/${script}.mjs`, '--check'])).not.toThrow()
  },
)
