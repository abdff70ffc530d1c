import { listAt } from '../../../devtron/fixes/access.ts'
import { truthy } from '../../../devtron/go.ts'
import { values } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'

export const noMeshGateway: ValuesRule = {
  reads: 'values',
  code: 'DT016',
  title: 'Callers inside the mesh never meet the canary',
  severity: 'warning',
  why: 'Flagger adds the gateway `mesh` only to a VirtualService that has no gateway at all. With createIstioGateway or addOtherGateways the weights hold for what comes through those gateways; callers inside the mesh always get the primary.',
  evidence: 'Flagger 1.44, pkg/router/istio.go, reconcileVirtualService.',
  help: 'Add mesh to addOtherGateways if callers inside the mesh are to meet the canary, too.',
  bad: () =>
    values(`
    flaggerCanary:
      enabled: true
      serviceport: 80
      addOtherGateways: «[istio-system/public]»
      addOtherHosts: [shop.example.com]
  `),
  good: () =>
    values(`
    flaggerCanary:
      enabled: true
      serviceport: 80
      addOtherGateways: [istio-system/public, mesh]
      addOtherHosts: [shop.example.com]
  `),
  check({ block, gateway, provider }) {
    const others = listAt(block, 'addOtherGateways')
    const own = truthy(gateway['enabled'])
    if (provider !== 'istio' || (!own && others.length === 0) || others.includes('mesh')) return []
    return [
      {
        path: others.length > 0 ? '/flaggerCanary/addOtherGateways' : '/flaggerCanary/createIstioGateway/enabled',
        message: 'the gateways do not include mesh: callers inside the mesh always get the primary',
      },
    ]
  },
}
