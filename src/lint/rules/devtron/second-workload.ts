import { mapAt } from '../../../devtron/fixes/access.ts'
import { truthy } from '../../../devtron/go.ts'
import { values } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'
import { isFrom420 } from './generations.ts'

export const secondWorkload: ValuesRule = {
  reads: 'values',
  code: 'DT027',
  title: 'A second workload in the canary Service',
  severity: 'warning',
  why: 'The pods of secondaryWorkload have the labels of the target, and so they are in the canary Service of Flagger: they answer a share of the canary traffic, before any rollout and without an analysis, and the metrics mix the two.',
  evidence:
    'deployment.yaml of chart 4-20-0; Flagger 1.44, pkg/router/kubernetes_default.go, selector of the canary Service.',
  help: 'Switch secondaryWorkload off while the canary is on.',
  bad: () =>
    values(`
    secondaryWorkload:
      enabled: «true»
    flaggerCanary:
      enabled: true
      serviceport: 80
  `),
  good: () =>
    values(`
    secondaryWorkload:
      enabled: false
    flaggerCanary:
      enabled: true
      serviceport: 80
  `),
  check({ data, options }) {
    if (!isFrom420(options.chart) || !truthy(mapAt(data, 'secondaryWorkload')['enabled'])) return []
    return [
      {
        path: '/secondaryWorkload/enabled',
        message: 'the pods of the second workload join the canary Service of Flagger',
      },
    ]
  },
}
