import type { Manifest } from '../../values/manifest.ts'
import { kubernetesTypes } from '../go/kubernetes.ts'
import { goTypes } from '../go/types.ts'
import { kind } from '../kinds.ts'
import { needed, notRouted } from '../problems.ts'
import { apexMetadata, field, type Tick } from '../tick.ts'
import { reconcile, weights } from './reconcile.ts'
import { initialRoutes, type Router, type Routes } from './router.ts'

// Kuma (Flagger 1.44, pkg/router/kuma.go). Its routes live in no namespace, so the Canary cannot own them.

interface TrafficRoute extends Manifest {
  spec?: { conf?: { split?: { weight?: number; destination?: Record<string, string> }[] }; [field: string]: unknown }
}

const trafficRoutes = kind<TrafficRoute>(
  'kuma.io/v1alpha1',
  'TrafficRoute',
  goTypes(
    `
Selector match:{}string
TrafficRoute metadata:ObjectMeta mesh:string spec:TrafficRouteSpec
TrafficRouteConf split:[]*TrafficRouteSplit
TrafficRouteSpec sources:[]*Selector destinations:[]*Selector conf:*TrafficRouteConf
TrafficRouteSplit weight:uint32! destination:{}string
`,
    kubernetesTypes,
  ),
  { clusterScoped: true },
)

export const kuma: Router = {
  writes: ({ names }) => [{ kind: trafficRoutes, name: names.apex }],
  reconcile(tick) {
    const spec = {
      sources: [{ match: { 'kuma.io/service': '*' } }],
      destinations: [{ match: kumaService(tick, tick.names.apex) }],
      conf: conf(tick, initialRoutes),
    }
    const mesh = tick.canary.annotations['kuma.io/mesh'] ?? 'default'
    const wanted = { metadata: apexMetadata(tick), spec, fields: { mesh } }
    reconcile(tick, trafficRoutes, tick.names.apex, wanted, { ignore: weights })
    return null
  },
  setRoutes(tick, routes) {
    const route = tick.world.get(trafficRoutes, tick.names.apex)
    if (!route) return needed(tick, trafficRoutes, tick.names.apex, field(tick, ''), 'its weights are not shown')
    tick.world.put(trafficRoutes, { ...route, spec: { ...route.spec, conf: conf(tick, routes) } })
    return null
  },
  getRoutes(tick) {
    const { apex, primary } = tick.names
    const split = tick.world.get(trafficRoutes, apex)?.spec?.conf?.split ?? []
    const toPrimary = split.findLast(({ destination }) => destination?.['kuma.io/service']?.split('_')[0] === primary)
    if (!toPrimary) return notRouted(tick, 'TrafficRoute')
    const weight = toPrimary.weight ?? 0
    return { primary: weight, canary: 100 - weight, mirrored: false }
  },
}

function conf(tick: Tick, { primary, canary }: Routes) {
  return {
    split: [
      { weight: primary, destination: kumaService(tick, tick.names.primary) },
      { weight: canary, destination: kumaService(tick, tick.names.canary) },
    ],
  }
}

/** The name that Kuma gives a Kubernetes Service. */
function kumaService({ canary, service }: Tick, name: string): Record<string, string> {
  return { 'kuma.io/service': `${name}_${canary.namespace}_svc_${service.port ?? 0}` }
}
