import { listAt, mapAt } from '../../../devtron/fixes/access.ts'
import { truthy } from '../../../devtron/go.ts'
import { values } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'

export const noLoadTest: ValuesRule = {
  reads: 'values',
  code: 'DT011',
  title: 'Nothing sends requests to the canary',
  severity: 'warning',
  why: 'The metrics of the chart need requests: a minute without any is "no values found", a failed check. Without the load test the canary has only what real users send, which at night and at a stepWeight of a few percent may be nothing, and the rollout is rolled back.',
  evidence:
    'Flagger 1.44, pkg/controller/scheduler_metrics.go; fluxcd/flagger#1035, #191 and others: the most frequent question.',
  help: 'Switch loadtest on, or make sure that the app always has traffic; other webhooks go to flaggerCanaryExtras.analysis.webhooks.',
  bad: () =>
    values(`
    flaggerCanary:
      enabled: true
      serviceport: 80
      loadtest:
        enabled: «false»
  `),
  good: () =>
    values(`
    flaggerCanary:
      enabled: true
      serviceport: 80
      loadtest:
        enabled: true
        url: http://flagger-loadtester.test/
  `),
  check({ block, extras, mends }) {
    if (truthy(mapAt(block, 'loadtest')['enabled'])) return []
    if (extras['skipAnalysis'] === true || listAt(mapAt(extras, 'analysis'), 'webhooks').length > 0) return []
    const nulls = mends('no-nulls') ? '' : ', and the chart writes `webhooks: null`, which validators refuse'
    return [
      {
        path: '/flaggerCanary/loadtest/enabled',
        message: `no load test and no other webhook: without traffic of its own the canary fails its checks${nulls}`,
      },
    ]
  },
}
