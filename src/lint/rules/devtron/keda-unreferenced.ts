import { mapAt } from '../../../devtron/fixes/access.ts'
import { truthy } from '../../../devtron/go.ts'
import { values, withFlags } from '../../example.ts'
import type { Hit, ValuesRule } from '../../rule.ts'

export const kedaUnreferenced: ValuesRule = {
  reads: 'values',
  code: 'DT020',
  title: 'KEDA scales the target against Flagger',
  severity: 'error',
  why: 'The chart gives the Canary an autoscalerRef for its HPA only. Flagger knows nothing of the ScaledObject: KEDA scales the idle target up again, and nothing scales the primary. With both autoscalers on, two of them write the replicas of one Deployment; Devtron refuses such values.',
  evidence: 'fluxcd/flagger#1216; KEDA, "Scaling Deployments"; devtron-labs/devtron, util/ValidatorHelper.go.',
  help: 'Leave the fix autoscaler-keda on, which refers to the ScaledObject, and keep one autoscaler.',
  bad: () =>
    withFlags(
      '--compat',
      values(`
      kedaAutoscaling:
        enabled: «true»
        triggers:
          - type: cpu
            metadata: {value: "60"}
      flaggerCanary:
        enabled: true
        serviceport: 80
    `),
    ),
  good: () =>
    values(`
    kedaAutoscaling:
      enabled: true
      triggers:
        - type: cpu
          metadata: {value: "60"}
    flaggerCanary:
      enabled: true
      serviceport: 80
  `),
  check({ data, mends }): Hit[] {
    const path = '/kedaAutoscaling/enabled'
    if (!truthy(mapAt(data, 'kedaAutoscaling')['enabled'])) return []
    if (truthy(mapAt(data, 'autoscaling')['enabled'])) {
      return [
        {
          path,
          message: 'autoscaling and kedaAutoscaling are both enabled: two autoscalers for one Deployment',
          related: [{ object: null, path: '/autoscaling/enabled', message: 'the other one' }],
          help: 'Switch one of them off.',
        },
      ]
    }
    return mends('autoscaler-keda') ? [] : [{ path, message: 'the Canary does not refer to the ScaledObject' }]
  },
}
