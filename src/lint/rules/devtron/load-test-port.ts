import { mapAt } from '../../../devtron/fixes/access.ts'
import { truthy } from '../../../devtron/go.ts'
import { quote } from '../../../values/quote.ts'
import { values, withFlags } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'
import { isOpen, portNumber } from './ports.ts'

export const loadTestPort: ValuesRule = {
  reads: 'values',
  code: 'DT009',
  title: 'The load test calls a port that nobody listens on',
  severity: 'error',
  why: 'The chart lets the load test call <fullname>-canary on targetPort, but that Service listens on serviceport. Where the two differ there is no traffic, Flagger finds no values, and every rollout is rolled back.',
  evidence: 'templates/flagger.yaml; Flagger 1.44, pkg/router/kubernetes_default.go and pkg/canary/util.go.',
  help: 'Leave the fix loadtest-port on, which calls serviceport, or give both the same number.',
  bad: () =>
    withFlags(
      '--compat',
      values(`
      flaggerCanary:
        enabled: true
        serviceport: 80
        targetPort: «8080»
    `),
    ),
  good: () =>
    withFlags(
      '--compat',
      values(`
      flaggerCanary:
        enabled: true
        serviceport: 8080
        targetPort: 8080
    `),
    ),
  check({ block, mends }) {
    const { serviceport = null, targetPort = null } = block
    if (mends('loadtest-port') || !truthy(mapAt(block, 'loadtest')['enabled'])) return []
    if (isOpen(serviceport) || isOpen(targetPort) || portNumber(serviceport) === portNumber(targetPort)) return []
    return [
      {
        path: '/flaggerCanary/targetPort',
        message: `the load test calls port ${quote(targetPort)} of the canary Service, which listens on ${quote(serviceport)}`,
      },
    ]
  },
}
