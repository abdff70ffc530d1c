import type { Manifest } from '../../values/manifest.ts'
import { kubernetesTypes } from '../go/kubernetes.ts'
import { goTypes } from '../go/types.ts'
import { kind } from '../kinds.ts'
import { needed, notRouted } from '../problems.ts'
import { field, type Tick } from '../tick.ts'
import { reconcile, weights } from './reconcile.ts'
import { initialRoutes, type Router, type Routes } from './router.ts'

// Service Mesh Interface, for Linkerd and Open Service Mesh, too (Flagger 1.44, pkg/router/smi*.go).

interface TrafficSplit extends Manifest {
  spec?: { service?: string; backends?: { service?: string; weight?: number | string }[] }
}

const group = 'split.smi-spec.io'

/** In the first version weights are quantities, which are written as strings. */
const quantities = goTypes(
  `
TrafficSplit metadata:ObjectMeta spec:TrafficSplitSpec
TrafficSplitBackend service:string weight:*quantity
TrafficSplitSpec service:string backends:[]TrafficSplitBackend
`,
  kubernetesTypes,
)
const integers = goTypes(
  `
TrafficSplit metadata:ObjectMeta spec:TrafficSplitSpec
TrafficSplitBackend service:string! weight:int!
TrafficSplitSpec service:string! backends:[]TrafficSplitBackend!
`,
  kubernetesTypes,
)

export function smi(version: 'v1alpha1' | 'v1alpha2' | 'v1alpha3', mesh: string): Router {
  const types = version === 'v1alpha1' ? quantities : integers
  const splits = kind<TrafficSplit>(`${group}/${version}`, 'TrafficSplit', types)
  const written = (weight: number) => (version === 'v1alpha1' ? String(weight) : weight)

  function backends({ names }: Tick, { primary, canary }: Routes) {
    return [
      { service: names.canary, weight: written(canary) },
      { service: names.primary, weight: written(primary) },
    ]
  }

  return {
    writes: ({ names }) => [{ kind: splits, name: names.apex }],
    reconcile(tick) {
      const { hosts, gateways = [] } = tick.service
      const annotations =
        mesh === 'istio' && gateways.length > 0
          ? { 'VirtualService.v1alpha3.networking.istio.io/spec.gateways': JSON.stringify(gateways) }
          : {}
      const spec = { service: hosts?.[0] ?? tick.names.apex, backends: backends(tick, initialRoutes) }
      const wanted = { metadata: { annotations }, spec }
      reconcile(tick, splits, tick.names.apex, wanted, { ignore: weights, keepMetadata: true })
      return null
    },
    setRoutes(tick, routes) {
      const split = tick.world.get(splits, tick.names.apex)
      if (!split) return needed(tick, splits, tick.names.apex, field(tick, ''), 'its weights are not shown')
      tick.world.put(splits, { ...split, spec: { ...split.spec, backends: backends(tick, routes) } })
      return null
    },
    getRoutes(tick) {
      const { apex, primary, canary } = tick.names
      const found = tick.world.get(splits, apex)?.spec?.backends ?? []
      const weightOf = (name: string) => Number(found.findLast(({ service }) => service === name)?.weight ?? 0)
      const routes = { primary: weightOf(primary), canary: weightOf(canary), mirrored: false }
      if (routes.primary > 0 || routes.canary > 0) return routes
      return notRouted(tick, 'TrafficSplit')
    },
  }
}
