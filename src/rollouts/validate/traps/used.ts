import type { Json } from '../../../values/json.ts'
import type { Manifest } from '../../../values/manifest.ts'
import { splitVirtualServiceName } from '../../names.ts'
import { identify } from '../../problem.ts'
import type { IstioVirtualServiceRef, Rollout } from '../../rollout.ts'
import { choose, readRoutes } from '../../routes/choose.ts'
import { type Protocol, rawRoutes, type WeightedDestination } from '../../routes/mesh.ts'

export const protocols: readonly Protocol[] = ['http', 'tls', 'tcp']
export const istioPath = '/spec/strategy/canary/trafficRouting/istio'

/** A VirtualService that a Rollout names and can split. */
export interface Used {
  manifest: Manifest
  reference: IstioVirtualServiceRef
  /** Of the reference, below `istioPath`. */
  path: string
}

/** A route whose weights are set. */
export interface Weighted {
  protocol: Protocol
  index: number
  raw: Json
  destinations: WeightedDestination[]
}

export function weightedRoutes({ manifest, reference }: Used): Weighted[] {
  return protocols.flatMap(protocol => {
    const raw = rawRoutes(manifest, protocol) ?? []
    const routes = readRoutes(raw, protocol) ?? []
    const chosen = choose(reference, protocol, routes)
    if ('error' in chosen) return []
    return [...new Set(chosen.indexes)].flatMap((index): Weighted[] => {
      const route = routes[index]
      return route ? [{ protocol, index, raw: raw[index] ?? null, destinations: route.route ?? [] }] : []
    })
  })
}

export function find(
  objects: readonly Manifest[],
  kind: string,
  reference: string,
  rollout: Rollout,
): Manifest | undefined {
  const { name, namespace } =
    kind === 'VirtualService' ? splitVirtualServiceName(reference) : { name: reference, namespace: '' }
  const home = namespace || (rollout.metadata.namespace ?? '')
  return objects.find(object => {
    const ref = identify(object)
    return ref.kind === kind && ref.name === name && ref.namespace === home
  })
}
