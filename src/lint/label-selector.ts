import type { Labels } from '../flagger/labels.ts'
import type { JsonMap } from '../values/json.ts'
import { textAt, textsAt } from './read.ts'

/** Whether labels meet one of a LabelSelector's matchExpressions; null for an operator that Kubernetes does not know. */
export function meets(labels: Labels, expression: JsonMap): boolean | null {
  const value = labels[textAt(expression, 'key') ?? '']
  const values = textsAt(expression, 'values').map(({ text }) => text)
  switch (textAt(expression, 'operator')) {
    case 'In':
      return value !== undefined && values.includes(value)
    case 'NotIn':
      return value === undefined || !values.includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
    default:
      return null
  }
}
