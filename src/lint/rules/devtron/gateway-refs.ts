import { listAt } from '../../../devtron/fixes/access.ts'
import { values } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'

export const gatewayRefs: ValuesRule = {
  reads: 'values',
  code: 'DT035',
  title: 'gatewayRefs are not for Istio',
  severity: 'info',
  why: 'The comment in the chart calls them "Istio gateway refs", but they are the parents of an HTTPRoute of the Gateway API. The Istio router of Flagger never reads them.',
  evidence: 'Flagger 1.44, pkg/router/gateway_api.go and istio.go; description in the Canary CRD.',
  help: 'Use addOtherGateways for Istio, or set flaggerCanaryExtras.provider: gatewayapi:v1.',
  bad: () =>
    values(`
    flaggerCanary:
      enabled: true
      serviceport: 80
      gatewayRefs: «[{name: public, namespace: istio-system}]»
  `),
  good: () =>
    values(`
    flaggerCanary:
      enabled: true
      serviceport: 80
      addOtherGateways: [istio-system/public, mesh]
  `),
  check({ block, provider }) {
    if (provider !== 'istio' || listAt(block, 'gatewayRefs').length === 0) return []
    return [{ path: '/flaggerCanary/gatewayRefs', message: 'the provider istio ignores gatewayRefs' }]
  },
}
