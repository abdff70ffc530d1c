import { isError, type Problem } from '../values/finding.ts'
import { type Rule, toProblem } from './rule.ts'
import { devtronRules } from './rules/devtron/index.ts'
import type { DevtronInput } from './subject.ts'
import { type ValuesView, valuesView } from './view/values.ts'

/**
 * What is so wrong with values that they cannot work, for `render`: that needs no release, no prediction, and none of the other
 * families of rules.
 */
export function errorsOfValues(devtron: DevtronInput): Problem[] {
  const view = valuesView(devtron)
  return graveRules.flatMap(rule => ofValues(rule, view)).filter(isError)
}

const graveRules = devtronRules.filter(
  rule => rule.severity === 'error' || (rule.reads === 'values' && rule.worst === 'error'),
)

export function ofValues(rule: Rule, values: ValuesView): Problem[] {
  if (rule.reads !== 'values' || !values.isOn) return []
  return rule.check(values).map(hit => toProblem(rule, hit, null))
}
