import { mapAt } from '../../../devtron/fixes/access.ts'
import { truthy } from '../../../devtron/go.ts'
import { values } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'

export const apexNameTaken: ValuesRule = {
  reads: 'values',
  code: 'DT023',
  title: 'The Service of the chart has the name of the apex Service',
  severity: 'error',
  why: 'A service.name equal to the name of the Deployment is the name of the Service that Flagger makes for it. Flagger points that Service at the primary, every sync of Git points it back at the canary: traffic jumps between the two, past every analysis.',
  evidence: 'Flagger 1.44, pkg/router/kubernetes_default.go; fluxcd/flagger#1407 and #882.',
  help: 'Leave service.name out, or choose another one; Flagger makes the Service of that name itself.',
  bad: () =>
    values(`
    service:
      enabled: true
      name: «shop-prod»
    flaggerCanary:
      enabled: true
      serviceport: 80
  `),
  good: () =>
    values(`
    service:
      enabled: true
      name: shop-legacy
    flaggerCanary:
      enabled: true
      serviceport: 80
  `),
  check({ data, names }) {
    const { enabled, name } = mapAt(data, 'service')
    if (!truthy(enabled) || !names || name !== names.fullname) return []
    return [{ path: '/service/name', message: `${name} is the name of Flagger's apex Service, too` }]
  },
}
