import type { Labels } from '../../../flagger/labels.ts'
import { primaryOf } from '../../../flagger/names.ts'
import type { JsonMap } from '../../../values/json.ts'
import { meets } from '../../label-selector.ts'
import { labelsAt, mapsAt } from '../../read.ts'
import type { ReleaseView } from '../../view/release.ts'

/** The labels of the pods that somebody wrote, and of those that answer once Flagger is there. */
export interface Pods {
  target: Labels
  primary: Labels
}

/** Flagger scales the target to zero and gives its pods to the primary under another selector label (pkg/canary, makePrimaryLabels). */
export function podsOf({ target }: ReleaseView): Pods | null {
  if (!target?.selector) return null
  const { label, value } = target.selector
  return { target: target.podLabels, primary: { ...target.podLabels, [label]: primaryOf(value) } }
}

/** Whether a label selector takes the target's pods and leaves out the primary's. */
export function missesPrimary(selector: JsonMap, { target, primary }: Pods): boolean {
  return selects(selector, target) && !selects(selector, primary)
}

/** A LabelSelector of Kubernetes. */
export function selects(selector: JsonMap, labels: Labels): boolean {
  const isEqual = Object.entries(labelsAt(selector, 'matchLabels')).every(([key, value]) => labels[key] === value)
  return isEqual && mapsAt(selector, 'matchExpressions').every(expression => meets(labels, expression) ?? false)
}

/** The plain maps of labels that Services and Istio select by; an empty one selects nothing here. */
export function mapMissesPrimary(labels: Labels, pods: Pods): boolean {
  return Object.keys(labels).length > 0 && missesPrimary({ matchLabels: { ...labels } }, pods)
}
