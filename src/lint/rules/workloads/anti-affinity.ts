import type { LabelSelector, PodSpec } from '../../../flagger/kinds.ts'
import { withPrimarySpread } from '../../../flagger/pod.ts'
import type { JsonMap } from '../../../values/json.ts'
import { pointer } from '../../../values/pointer.ts'
import { canary, deployment, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { podsOf, selects } from './pods.ts'

const away = (labels: string) => `
  affinity:
    podAntiAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
        - topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels: ${labels}
`

export const antiAffinity: ReleaseRule = {
  reads: 'release',
  code: 'WL007',
  title: 'Pods that do not keep away from each other',
  severity: 'warning',
  why: 'Flagger makes the anti-affinity and topology spread of the target speak of the primary only where the selector names the Deployment itself, under a label of -selector-labels. Any other selector stays as it is, and then it selects none of the pods of the primary: they may all run on one node.',
  evidence: 'Flagger 1.44, pkg/canary/deployment_controller.go, appendPrimarySuffixToValuesIfNeeded.',
  help: 'Select by a label that canary and primary both have, or let the selector label have the name of the Deployment.',
  bad: () => manifests(canary({}), deployment({ labels: 'app: shop-web', pod: away('«{app: shop-web}»') })),
  good: () => manifests(canary({}), deployment({ labels: 'app: shop', pod: away('{app: shop}') })),
  check(view) {
    const { target, names, release } = view
    const pods = podsOf(view)
    if (!pods || !target || target.isSketched) return []
    const before = selectorsOf(target.pod)
    const after = selectorsOf(withPrimarySpread(target.pod, names.target, release.settings))
    return before.flatMap(({ selector, path }, i) => {
      const isLost = selects(selector, pods.target) && !selects(after[i]?.selector ?? {}, pods.primary)
      if (!isLost) return []
      const message = `this selects none of the pods of ${names.targetPrimary}: Flagger renames only ${names.target}, the name of the ${target.object.kind}`
      return [{ object: target.ref, path: pointer('spec', 'template', 'spec', ...path), message }]
    })
  },
}

interface Placed {
  selector: JsonMap
  path: (string | number)[]
}

/** Every selector by which the pods of a workload are spread. */
function selectorsOf({ affinity, topologySpreadConstraints = [] }: PodSpec): Placed[] {
  const {
    requiredDuringSchedulingIgnoredDuringExecution: required = [],
    preferredDuringSchedulingIgnoredDuringExecution: preferred = [],
  } = affinity?.podAntiAffinity ?? {}
  const base = ['affinity', 'podAntiAffinity']
  return [
    ...required.map((term, i) => placed(term, [...base, 'requiredDuringSchedulingIgnoredDuringExecution', i])),
    ...preferred.map(({ podAffinityTerm: term = {} }, i) =>
      placed(term, [...base, 'preferredDuringSchedulingIgnoredDuringExecution', i, 'podAffinityTerm']),
    ),
    ...topologySpreadConstraints.map((term, i) => placed(term, ['topologySpreadConstraints', i])),
  ]
}

function placed({ labelSelector = {} }: { labelSelector?: LabelSelector }, path: (string | number)[]): Placed {
  const field = labelSelector.matchLabels ? 'matchLabels' : 'matchExpressions'
  return { selector: { ...labelSelector } as JsonMap, path: [...path, 'labelSelector', field] }
}
