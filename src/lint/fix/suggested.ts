import type { Code, Problem } from '../../values/finding.ts'

/** Codes whose suggestion is the one thing that can have been meant: a key that nobody knows but for its spelling … */
const misspeltKeys: ReadonlySet<Code> = new Set<Code>(['DT001', 'SC006', 'FL001', 'MF011'])
/** … and a value that only lacks its unit, has quotes too many or too few, or is misspelt. */
const mendableValues: ReadonlySet<Code> = new Set<Code>(['DT002', 'DT031', 'DT033', 'DT034', 'SC001', 'SC002'])

/** A suggestion to move a key elsewhere is none to apply blindly. */
const plainKey = /^[A-Za-z][\w-]*$/

/** Makes a fix of a suggestion, where it is safe to. */
export function withSuggestedFix(problem: Problem): Problem {
  const { code, path, part, suggestion, fix } = problem
  if (suggestion === undefined || fix) return problem
  if (part === 'key') {
    const safe = misspeltKeys.has(code) && plainKey.test(suggestion)
    return safe ? { ...problem, fix: [{ path, part, text: suggestion }] } : problem
  }
  return mendableValues.has(code) ? { ...problem, fix: [{ path, text: suggestion }] } : problem
}
