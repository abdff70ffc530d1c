import { mapAt } from '../../../devtron/fixes/access.ts'
import { truthy } from '../../../devtron/go.ts'
import { values, withFlags } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'

export const autoscalerName: ValuesRule = {
  reads: 'values',
  code: 'DT019',
  title: 'The Canary refers to an HPA that is not there',
  severity: 'error',
  why: 'From chart 4-20-0 on autoscaling.name names the HPA, but autoscalerRef of the Canary is always <fullname>-hpa. Flagger does not find it, and stops with "get query error" before it has created the primary autoscaler.',
  evidence: 'hpa.yaml and flagger.yaml of chart 4-20-0; Flagger 1.44, pkg/canary/hpa_reconciler.go.',
  help: 'Leave the fix autoscaler-name on, or leave autoscaling.name out.',
  bad: () =>
    withFlags(
      '--compat',
      values(`
      autoscaling:
        enabled: true
        name: «shop-scaler»
      flaggerCanary:
        enabled: true
        serviceport: 80
    `),
    ),
  good: () =>
    withFlags(
      '--compat',
      values(`
      autoscaling:
        enabled: true
      flaggerCanary:
        enabled: true
        serviceport: 80
    `),
    ),
  check({ data, chart, names, mends }) {
    const { enabled, name } = mapAt(data, 'autoscaling')
    if (mends('autoscaler-name') || !chart.hpa.full || !truthy(enabled) || !truthy(name) || !names) return []
    const expected = `${names.fullname}-hpa`
    if (name === expected) return []
    return [{ path: '/autoscaling/name', message: `the HPA is called ${name}, but the Canary refers to ${expected}` }]
  },
}
