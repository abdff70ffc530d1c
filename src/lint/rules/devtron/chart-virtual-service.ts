import { listAt, mapAt } from '../../../devtron/fixes/access.ts'
import { truthy } from '../../../devtron/go.ts'
import type { Json } from '../../../values/json.ts'
import { pointer } from '../../../values/pointer.ts'
import { values } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'
import type { ValuesView } from '../../view/values.ts'

export const chartVirtualService: ValuesRule = {
  reads: 'values',
  code: 'DT015',
  title: 'A second VirtualService for the same host',
  severity: 'warning',
  why: 'The VirtualService of the chart (istio.virtualService) routes a host that the one of Flagger routes, too. At a gateway Istio merges the two in no defined order, inside the mesh it takes one of them: part of the requests goes past the canary, to a Service that has no pods between two rollouts.',
  evidence:
    'templates/istio-virtualservice.yaml; Istio, Traffic Management Best Practices, "Split large virtual services".',
  help: 'Switch istio.virtualService off and say in flaggerCanary what it says.',
  bad: () =>
    values(`
    istio:
      enable: true
      virtualService:
        enabled: true
        hosts:
          - «shop.example.com»
    flaggerCanary:
      enabled: true
      serviceport: 80
      addOtherHosts:
        - shop.example.com
  `),
  good: () =>
    values(`
    istio:
      enable: true
      virtualService:
        enabled: true
        hosts:
          - admin.example.com
    flaggerCanary:
      enabled: true
      serviceport: 80
      addOtherHosts:
        - shop.example.com
  `),
  check(view) {
    const { istio, virtualService } = {
      istio: mapAt(view.data, 'istio'),
      virtualService: mapAt(view.data, 'istio', 'virtualService'),
    }
    if (!truthy(istio['enable']) || !truthy(virtualService['enabled'])) return []
    const canary = new Set(hostsOfCanary(view))
    return hostsOfChart(view)
      .filter(({ host }) => canary.has(host))
      .map(({ host, path }) => ({
        path,
        message: `the VirtualService of the chart and that of Flagger both route ${host}`,
      }))
  },
}

function hostsOfCanary({ block, gateway, names }: ValuesView): string[] {
  const own = truthy(gateway['enabled']) ? [gateway['host'] ?? ''].flat() : []
  return [...own, ...listAt(block, 'addOtherHosts'), names?.fullname ?? ''].filter(isName)
}

function hostsOfChart({ data }: ValuesView): { host: string; path: string }[] {
  const gateway = mapAt(data, 'istio', 'gateway')
  const named = listAt(mapAt(data, 'istio', 'virtualService'), 'hosts').map((host, i) => ({
    host,
    path: pointer('istio', 'virtualService', 'hosts', i),
  }))
  const ofGateway = truthy(gateway['enabled']) ? [{ host: gateway['host'] ?? '', path: '/istio/gateway/host' }] : []
  return [...ofGateway, ...named].flatMap(({ host, path }) => (isName(host) ? [{ host, path }] : []))
}

function isName(host: Json): host is string {
  return typeof host === 'string' && host !== ''
}
