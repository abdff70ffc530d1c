import type { Problem } from '../values/finding.ts'
import { type Rule, toProblem } from './rule.ts'
import { devtronRules } from './rules/devtron/index.ts'
import type { DevtronInput } from './subject.ts'
import { type ValuesView, valuesView } from './view/values.ts'

/** The rules about values alone, for `render`: they need no release, no prediction, and none of the other families. */
export function lintValues(devtron: DevtronInput): Problem[] {
  const view = valuesView(devtron)
  return devtronRules.flatMap(rule => ofValues(rule, view))
}

export function ofValues(rule: Rule, values: ValuesView): Problem[] {
  if (rule.reads !== 'values' || !values.isOn) return []
  return rule.check(values).map(hit => toProblem(rule, hit, null))
}
