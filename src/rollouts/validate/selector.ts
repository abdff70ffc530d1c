import type { Pointer } from '../../values/pointer.ts'
import { type Violation, violations } from '../decode/constraints.ts'
import { fits, isQualifiedName } from '../decode/formats.ts'
import { kubernetesSchema } from '../decode/schema.ts'
import type { LabelRequirement, LabelSelector } from '../pods.ts'

/** apimachinery 0.34, ValidateLabelSelector. */
export function selectorFaults(selector: LabelSelector, path: Pointer): Violation[] {
  const expressions = selector.matchExpressions ?? []
  return [
    ...violations(kubernetesSchema('LabelSelector'), selector, path),
    ...expressions.flatMap((expression, i) => {
      const message = valuesFault(expression)
      return message === null ? [] : [{ path: `${path}/matchExpressions/${i}/values`, message }]
    }),
  ]
}

function valuesFault({ operator = '', values = [] }: LabelRequirement): string | null {
  if ((operator === 'In' || operator === 'NotIn') && values.length === 0)
    return `must be given with operator ${operator}`
  if ((operator === 'Exists' || operator === 'DoesNotExist') && values.length > 0) {
    return `must not be given with operator ${operator}`
  }
  return null
}

/** Whether a selector can be used at all; when not, the linter does not look at the template (LabelSelectorAsSelector). */
export function isReadable({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => isQualifiedName(key) && fits('label-value', value)) &&
    matchExpressions.every(
      expression =>
        isQualifiedName(expression.key ?? '') &&
        ['In', 'NotIn', 'Exists', 'DoesNotExist'].includes(expression.operator ?? '') &&
        valuesFault(expression) === null &&
        (expression.values ?? []).every(value => fits('label-value', value)),
    )
  )
}

export function matches(
  { matchLabels = {}, matchExpressions = [] }: LabelSelector,
  labels: Record<string, string>,
): boolean {
  const labelOf = (key = '') => (Object.hasOwn(labels, key) ? labels[key] : undefined)
  return (
    Object.entries(matchLabels).every(([key, value]) => labelOf(key) === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labelOf(key)
      if (operator === 'In') return value !== undefined && values.includes(value)
      if (operator === 'NotIn') return value === undefined || !values.includes(value)
      return operator === 'Exists' ? value !== undefined : value === undefined
    })
  )
}
