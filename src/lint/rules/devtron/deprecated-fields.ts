import { mapAt } from '../../../devtron/fixes/access.ts'
import { truthy } from '../../../devtron/go.ts'
import { values, withFlags } from '../../example.ts'
import type { Hit, ValuesRule } from '../../rule.ts'

export const deprecatedFields: ValuesRule = {
  reads: 'values',
  code: 'DT036',
  title: 'Deprecated fields that the chart writes',
  severity: 'info',
  why: 'The chart writes metrics[].threshold, which Flagger has deprecated in favour of thresholdRange, and refers to the HPA as autoscaling/v1, though Flagger reads autoscaling/v2 whatever the reference says. Both still work.',
  evidence: 'Flagger 1.44, pkg/apis/flagger/v1beta1/canary.go and pkg/canary/hpa_reconciler.go.',
  help: 'Leave the fixes threshold-range and autoscaling-v2 on.',
  bad: () =>
    withFlags(
      '--compat',
      values(`
      flaggerCanary:
        enabled: true
        serviceport: 80
        thresholds: «{successRate: 99, latency: 500}»
    `),
    ),
  good: () =>
    values(`
    flaggerCanary:
      enabled: true
      serviceport: 80
      thresholds: {successRate: 99, latency: 500}
  `),
  check({ data, mends }): Hit[] {
    const hits: Hit[] = []
    if (!mends('threshold-range')) {
      hits.push({
        path: '/flaggerCanary/thresholds',
        message: 'the chart writes them as `threshold`, which is deprecated',
      })
    }
    if (!mends('autoscaling-v2') && truthy(mapAt(data, 'autoscaling')['enabled'])) {
      hits.push({ path: '/autoscaling/enabled', message: 'the Canary refers to the HPA as autoscaling/v1' })
    }
    return hits
  },
}
