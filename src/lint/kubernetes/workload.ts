import { mapAt } from '../../devtron/fixes/access.ts'
import { isMap, type Json, type JsonMap } from '../../values/json.ts'
import { pointer } from '../../values/pointer.ts'
import { meets } from '../label-selector.ts'
import { labelsAt, mapsAt, numberAt, textAt } from '../read.ts'
import { labelMistakes } from './metadata.ts'
import type { Mistake } from './mistake.ts'
import { podMistakes } from './pod.ts'

/** Deployments and DaemonSets (Kubernetes 1.34, pkg/apis/apps/validation). */
export function workloadMistakes(workload: JsonMap, isDeployment: boolean): Mistake[] {
  const spec = mapAt(workload, 'spec')
  return [
    ...selectorMistakes(spec),
    ...podMistakes(mapAt(spec, 'template'), '/spec/template'),
    ...countMistakes(spec, isDeployment ? [...counts, 'replicas', 'progressDeadlineSeconds'] : counts),
    ...(isDeployment ? [...deadlineMistakes(spec), ...strategyMistakes(mapAt(spec, 'strategy'))] : []),
  ]
}

function selectorMistakes(spec: JsonMap): Mistake[] {
  const selector = mapAt(spec, 'selector')
  const matchLabels = labelsAt(selector, 'matchLabels')
  const expressions = mapsAt(selector, 'matchExpressions')
  if (Object.keys(matchLabels).length + expressions.length === 0) {
    return [{ kind: 'selector', path: '/spec/selector', what: 'the selector is empty' }]
  }
  const labels = labelsAt(mapAt(spec, 'template'), 'metadata', 'labels')
  return [
    ...labelMistakes(matchLabels, '/spec/selector/matchLabels'),
    ...Object.entries(matchLabels).flatMap(([key, value]): Mistake[] =>
      labels[key] === value
        ? []
        : [
            {
              kind: 'selector',
              path: pointer('spec', 'selector', 'matchLabels', key),
              what: `the selector wants ${key}: ${value}, and the pods do not have it`,
            },
          ],
    ),
    ...expressions.flatMap((expression, i): Mistake[] =>
      (meets(labels, expression) ?? true)
        ? []
        : [
            {
              kind: 'selector',
              path: pointer('spec', 'selector', 'matchExpressions', i),
              what: 'the pods do not meet this part of the selector',
            },
          ],
    ),
  ]
}

const counts = ['minReadySeconds', 'revisionHistoryLimit']

function countMistakes(spec: JsonMap, keys: readonly string[]): Mistake[] {
  return keys.flatMap((key): Mistake[] => {
    const number = numberAt(spec, key) ?? 0
    return number < 0 ? [{ kind: 'rollout', path: `/spec/${key}`, what: `${key} is ${number}, below 0` }] : []
  })
}

function deadlineMistakes(spec: JsonMap): Mistake[] {
  const deadline = numberAt(spec, 'progressDeadlineSeconds') ?? 600
  const wait = numberAt(spec, 'minReadySeconds') ?? 0
  if (deadline > wait) return []
  const key = spec['progressDeadlineSeconds'] === undefined ? 'minReadySeconds' : 'progressDeadlineSeconds'
  return [
    {
      kind: 'rollout',
      path: `/spec/${key}`,
      what: `progressDeadlineSeconds, ${deadline}, has to be above minReadySeconds, ${wait}`,
    },
  ]
}

function strategyMistakes(strategy: JsonMap): Mistake[] {
  const type = textAt(strategy, 'type') || 'RollingUpdate'
  const rolling = strategy['rollingUpdate']
  if (type === 'Recreate') {
    return isMap(rolling)
      ? [
          {
            kind: 'rollout',
            path: '/spec/strategy/rollingUpdate',
            part: 'key',
            what: 'the strategy Recreate has no rollingUpdate',
          },
        ]
      : []
  }
  if (type !== 'RollingUpdate') {
    return [
      {
        kind: 'rollout',
        path: '/spec/strategy/type',
        what: `the strategy ${type} is none of RollingUpdate and Recreate`,
      },
    ]
  }
  if (!isMap(rolling)) return []
  const [surge, unavailable] = [shareOf(rolling['maxSurge'] ?? '25%'), shareOf(rolling['maxUnavailable'] ?? '25%')]
  const at = '/spec/strategy/rollingUpdate'
  if (surge === 0 && unavailable === 0) {
    return [
      {
        kind: 'rollout',
        path: `${at}/maxUnavailable`,
        what: 'maxUnavailable and maxSurge are both 0: no pod may be replaced',
      },
    ]
  }
  return ['maxSurge', 'maxUnavailable'].flatMap((key): Mistake[] => {
    const share = rolling[key]
    if (share === undefined || share === null) return []
    const amount = shareOf(share)
    const tooMuch = key === 'maxUnavailable' && typeof share === 'string' && amount !== null && amount > 100
    if (amount !== null && amount >= 0 && !tooMuch) return []
    return [
      {
        kind: 'rollout',
        path: `${at}/${key}`,
        what: `${key} is ${String(share)}; it has to be a count or a percentage${tooMuch ? ' up to 100%' : ''}`,
      },
    ]
  })
}

function shareOf(share: Json): number | null {
  if (typeof share === 'number') return share
  const percent = typeof share === 'string' ? /^([0-9]+)%$/.exec(share) : null
  return percent ? Number(percent[1]) : null
}
