import { listAt, mapAt } from '../../../devtron/fixes/access.ts'
import { truthy } from '../../../devtron/go.ts'
import { values } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'

export const gatewayHost: ValuesRule = {
  reads: 'values',
  code: 'DT012',
  title: 'A Gateway without a host, or with more than the chart can write',
  severity: 'error',
  why: 'The chart writes host as it is into the Gateway and the VirtualService. An empty one becomes hosts: [""], which Istio refuses, and Flagger cannot create its VirtualService; a list becomes the one name "[a b]".',
  evidence: 'templates/flagger.yaml, {{ .host | quote }}; Istio 1.27, ValidateWildcardDomain.',
  help: 'Write the host name that the Gateway serves.',
  bad: () =>
    values(`
    flaggerCanary:
      enabled: true
      serviceport: 80
      createIstioGateway:
        enabled: true
        host: «""»
  `),
  good: () =>
    values(`
    flaggerCanary:
      enabled: true
      serviceport: 80
      createIstioGateway:
        enabled: true
        host: shop.example.com
  `),
  check({ gateway, extras, mends }) {
    const { host } = gateway
    if (!truthy(gateway['enabled'])) return []
    const path = '/flaggerCanary/createIstioGateway/host'
    if (Array.isArray(host) && host.length > 0 && !mends('host-list')) {
      return [{ path, message: `the chart prints a list of hosts as one name, "[${host.join(' ')}]"` }]
    }
    if (truthy(host) || hasServers(extras)) return []
    return [{ path, message: 'createIstioGateway is enabled without a host: Istio refuses a Gateway for nobody' }]
  },
}

/** Servers of one's own replace those of the chart. */
function hasServers(extras: Parameters<typeof mapAt>[0]): boolean {
  return listAt(mapAt(extras, 'gateway'), 'servers').length > 0
}
