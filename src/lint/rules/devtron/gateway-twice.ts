import { mapAt } from '../../../devtron/fixes/access.ts'
import { truthy } from '../../../devtron/go.ts'
import { values } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'
import { isFrom420 } from './generations.ts'

export const gatewayTwice: ValuesRule = {
  reads: 'values',
  code: 'DT014',
  title: 'Two Gateways with one name',
  severity: 'error',
  why: 'The Gateway of the chart itself (istio.gateway) and that of createIstioGateway are both called <fullname>-istio-gateway. The chart renders two objects of one name, and whichever is applied last wins.',
  evidence: 'templates/istio-gateway.yaml and templates/flagger.yaml; seen with helm template.',
  help: 'Switch one of them off, or from chart 4-20-0 on give istio.gateway another name.',
  bad: () =>
    values(`
    istio:
      enable: true
      gateway:
        enabled: «true»
        host: shop.example.com
    flaggerCanary:
      enabled: true
      serviceport: 80
      createIstioGateway:
        enabled: true
        host: shop.example.com
  `),
  good: () =>
    values(`
    istio:
      enable: true
      gateway:
        enabled: false
    flaggerCanary:
      enabled: true
      serviceport: 80
      createIstioGateway:
        enabled: true
        host: shop.example.com
  `),
  check({ data, gateway, options, names }) {
    const own = mapAt(data, 'istio', 'gateway')
    if (!truthy(mapAt(data, 'istio')['enable']) || !truthy(own['enabled']) || !truthy(gateway['enabled'])) return []
    const name = `${names?.fullname ?? ''}-istio-gateway`
    if (isFrom420(options.chart) && truthy(own['name']) && own['name'] !== name) return []
    return [
      {
        path: '/istio/gateway/enabled',
        message: `istio.gateway and flaggerCanary.createIstioGateway both make a Gateway called ${name}`,
        related: [{ object: null, path: '/flaggerCanary/createIstioGateway/enabled', message: 'the other one' }],
      },
    ]
  },
}
