import type { Code } from '../../values/finding.ts'

/** Where docs/ speaks of a code: one page for each family, one heading for each code. */
export function docsOf(code: Code): string {
  return `docs/rules/${code.slice(0, 2)}.md#${code.toLowerCase()}`
}
