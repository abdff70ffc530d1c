import { defaults, progressDeadlineOf, replicasOf, revisionHistoryLimitOf } from '../defaults.ts'
import type { LabelSelector } from '../pods.ts'
import type { Rollout } from '../rollout.ts'
import type { Fault } from './fault.ts'
import { templateFaults } from './pod/template.ts'
import { isReadable, matches, selectorFaults } from './selector.ts'

/** Argo Rollouts 1.10, pkg/apis/rollouts/validation ValidateRolloutSpec. */
export function specFaults(rollout: Rollout): Fault[] {
  return [
    ...negativeFaults(rollout),
    ...(rollout.spec.workloadRef ? workloadFaults(rollout) : ownTemplateFaults(rollout)),
    ...deadlineFaults(rollout),
  ]
}

function negativeFaults(rollout: Rollout): Fault[] {
  const numbers: [string, number][] = [
    ['replicas', replicasOf(rollout)],
    ['minReadySeconds', rollout.spec.minReadySeconds ?? 0],
    ['revisionHistoryLimit', revisionHistoryLimitOf(rollout)],
    ['progressDeadlineSeconds', progressDeadlineOf(rollout)],
  ]
  return numbers
    .filter(([, value]) => value < 0)
    .map(([name, value]) => ({
      code: 'RO012',
      path: `/spec/${name}`,
      message: `${name} is ${value}, it must not be negative`,
    }))
}

/** A template beside workloadRef is noticed by its labels and annotations alone. */
function workloadFaults({ spec: { template, selector } }: Rollout): Fault[] {
  const faults = selector && !isReadable(selector) ? [unreadableSelector] : []
  const { labels = {}, annotations = {} } = template?.metadata ?? {}
  if (Object.keys(labels).length + Object.keys(annotations).length === 0) return faults
  const message = 'a Rollout with workloadRef takes the template of the workload and must have none of its own'
  return [
    ...faults,
    { code: 'RO011', path: '/spec/template', message, help: 'Remove spec.template, or spec.workloadRef.' },
  ]
}

function ownTemplateFaults({ spec }: Rollout): Fault[] {
  const { selector, template = {} } = spec
  const faults = selector ? presentSelectorFaults(selector) : [missingSelector]
  if (selector && !isReadable(selector)) return [...faults, unreadableSelector]
  const labels = template.metadata?.labels ?? {}
  if (!selector || !matches(selector, labels)) {
    faults.push({
      code: 'RO015',
      path: '/spec/template/metadata/labels',
      message: selector ? 'the selector does not match the labels of the template' : 'no selector matches these labels',
      help: 'spec.selector.matchLabels and the labels of the template must agree.',
    })
  }
  return [...faults, ...templateFaults(template, '/spec/template')]
}

const missingSelector: Fault = {
  code: 'RO010',
  path: '/spec/selector',
  message: 'a Rollout without workloadRef needs a selector',
  help: 'Give the labels of the template as spec.selector.matchLabels.',
}

const unreadableSelector: Fault = {
  code: 'RO010',
  path: '/spec/selector',
  message: 'the selector cannot be used as it is',
}

function presentSelectorFaults(selector: LabelSelector): Fault[] {
  const empty = Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0
  if (empty)
    return [{ code: 'RO010', path: '/spec/selector', message: 'the selector is empty and would take all pods' }]
  return selectorFaults(selector, '/spec/selector').map(({ path, message }) => ({ code: 'RO010', path, message }))
}

function deadlineFaults(rollout: Rollout): Fault[] {
  const deadline = progressDeadlineOf(rollout)
  const ready = rollout.spec.minReadySeconds ?? 0
  if (deadline > ready) return []
  const given =
    rollout.spec.progressDeadlineSeconds === undefined ? `the default of ${defaults.progressDeadlineSeconds}` : deadline
  return [
    {
      code: 'RO013',
      path: '/spec/progressDeadlineSeconds',
      message: `progressDeadlineSeconds (${given}) must be greater than minReadySeconds (${ready}), or no pod is ready in time`,
    },
  ]
}
