import { listAt, mapAt } from '../../../devtron/fixes/access.ts'
import { truthy } from '../../../devtron/go.ts'
import { isMap } from '../../../values/json.ts'
import { type Pointer, pointer } from '../../../values/pointer.ts'
import { values } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'
import type { ValuesView } from '../../view/values.ts'

export const bypassingTraffic: ValuesRule = {
  reads: 'values',
  code: 'DT024',
  title: 'Traffic or metrics that depend on the Service of the chart',
  severity: 'warning',
  why: 'The Service of the chart selects the pods of the target, which are gone between two rollouts and are all canary during one. What points at it, an Ingress, an Ambassador mapping or a ServiceMonitor, finds nothing or bypasses the canary; Flagger labels its own Services so that the ServiceMonitor does not find the primary.',
  evidence: 'service.yaml, ingress.yaml, ambassador.yaml and servicemonitor.yaml of the chart; fluxcd/flagger#208.',
  help: 'Bring the traffic in through createIstioGateway or addOtherGateways, and scrape pods, not the Service.',
  bad: () =>
    values(`
    ingress:
      enabled: «true»
      hosts:
        - host: shop.example.com
          paths: [/]
    flaggerCanary:
      enabled: true
      serviceport: 80
  `),
  good: () =>
    values(`
    ingress:
      enabled: false
    flaggerCanary:
      enabled: true
      serviceport: 80
      createIstioGateway:
        enabled: true
        host: shop.example.com
  `),
  check(view) {
    if (!truthy(mapAt(view.data, 'service')['enabled'])) return []
    return dependents(view).map(({ what, path }) => ({
      path,
      message: `${what} the Service of the chart, which has no pods between two rollouts`,
    }))
  },
}

function dependents({ data }: ValuesView): { what: string; path: Pointer }[] {
  const switched = [
    { what: 'the Ingress leads to', key: 'ingress' },
    { what: 'the internal Ingress leads to', key: 'ingressInternal' },
    { what: 'the Ambassador mapping leads to', key: 'ambassadorMapping' },
  ]
  return [
    ...switched.flatMap(({ what, key }) =>
      truthy(mapAt(data, key)['enabled']) ? [{ what, path: pointer(key, 'enabled') }] : [],
    ),
    ...(truthy(data['appMetrics']) ? [{ what: 'the ServiceMonitor of appMetrics scrapes', path: '/appMetrics' }] : []),
    ...listAt(data, 'ContainerPort').flatMap((port, i) =>
      isMap(port) && truthy(mapAt(port, 'servicemonitor')['enabled'])
        ? [{ what: 'the ServiceMonitor scrapes', path: pointer('ContainerPort', i, 'servicemonitor', 'enabled') }]
        : [],
    ),
  ]
}
