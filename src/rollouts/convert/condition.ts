/** Bounds that a value may have, both allowed themselves. */
export interface Range {
  min?: number
  max?: number
}

/** How an expression gets at the measured value: a list of numbers, or a number. */
export type Shape = 'list' | 'number'

/** No data, or no number, is a failed check to Flagger. An expression over nothing would be an error instead. */
export function conditionOf({ min, max }: Range, shape: Shape): string {
  const value = shape === 'list' ? 'result[0]' : 'result'
  const clauses = [
    ...(shape === 'list' ? ['len(result) > 0'] : []),
    `!isNaN(${value})`,
    ...(min === undefined ? [] : [`${value} >= ${min}`]),
    ...(max === undefined ? [] : [`${value} <= ${max}`]),
  ]
  return clauses.join(' && ')
}

const comparison =
  /^(?:default\(\s*)?(?:result(?:\[0\])?|asFloat\(result(?:\[0\])?\))(?:\s*,\s*[\d.]+\s*\))?\s*(>=|>|<=|<|==)\s*(-?\d+(?:\.\d+)?)$/
const guard = /^(?:len\(result\)\s*(?:>|!=)\s*0|!isNaN\(result(?:\[0\])?\)|!isInf\(result(?:\[0\])?\))$/

/**
 * The range that an expression stands for, and whether it says the same; null when it is none. `failure` reads the condition
 * of a failure. A strict bound becomes one that the value may have.
 */
export function rangeOf(condition: string, failure = false): { range: Range; same: boolean } | null {
  const range: Range = {}
  let same = true
  for (const clause of condition.split(failure ? '||' : '&&').map(text => text.trim())) {
    if (!failure && guard.test(clause)) continue
    const [, operator, number = ''] = comparison.exec(clause) ?? []
    if (operator === undefined || operator === '==') return null
    const bound = Number(number)
    const lower = operator.startsWith('>') !== failure
    if ((operator.length === 1) !== failure) same = false
    if (lower) range.min = Math.max(range.min ?? bound, bound)
    else range.max = Math.min(range.max ?? bound, bound)
  }
  return { range, same }
}
