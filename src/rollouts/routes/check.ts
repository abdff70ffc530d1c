import type { Json } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import { servicesOf } from '../names.ts'
import type { IstioVirtualServiceRef, Rollout } from '../rollout.ts'
import { choose, listed, readRoutes } from './choose.ts'
import { hostOf, type Protocol, rawRoutes, routeName, type WeightedDestination } from './mesh.ts'

const protocols: readonly Protocol[] = ['http', 'tls', 'tcp']

/** Why the controller would not set weights in this VirtualService. */
export interface RouteFault {
  protocol: Protocol
  /** Index of the route at fault, when it is one route. */
  index?: number
  message: string
}

/**
 * Each protocol's routes are checked by themselves: every chosen route must lead to the stable and to the canary side, and
 * without a list of names there may be one route only (Argo Rollouts 1.10, istio.go Validate{HTTP,Tls,Tcp}Routes).
 */
export function routeFaults(
  rollout: Rollout,
  reference: IstioVirtualServiceRef,
  virtualService: Manifest,
): RouteFault[] {
  return protocols.flatMap(protocol => {
    const raw = rawRoutes(virtualService, protocol)
    const fault = raw && protocolFault(rollout, reference, protocol, raw)
    return fault ? [fault] : []
  })
}

function protocolFault(
  rollout: Rollout,
  reference: IstioVirtualServiceRef,
  protocol: Protocol,
  raw: Json[],
): RouteFault | null {
  const routes = readRoutes(raw, protocol)
  if (!routes) return { protocol, message: `has ${protocol} routes with a field of a wrong type` }
  const chosen = choose(reference, protocol, routes)
  if ('error' in chosen) return { protocol, message: chosen.error }
  for (const index of chosen.indexes) {
    const route = routes[index]
    const missing = route ? missingSide(rollout, route.route ?? []) : `has no ${protocol} route`
    if (missing !== null) return { protocol, index, message: missing }
  }
  const count = protocol === 'http' ? unmanaged(rollout, raw).length : routes.length
  if (listed(reference, protocol).length === 0 && count > 1) {
    return {
      protocol,
      message: `has ${count} ${protocol} routes, and the Rollout does not say which of them to weight`,
    }
  }
  return null
}

function missingSide(rollout: Rollout, destinations: readonly WeightedDestination[]): string | null {
  const subsets = rollout.spec.strategy?.canary?.trafficRouting?.istio?.destinationRule
  if (subsets) {
    const has = (name = '') => name !== '' && destinations.some(one => one.destination?.subset === name)
    if (!has(subsets.canarySubsetName))
      return `has no destination with the canary subset ${quote(subsets.canarySubsetName)}`
    if (!has(subsets.stableSubsetName))
      return `has no destination with the stable subset ${quote(subsets.stableSubsetName)}`
    return null
  }
  const { stable, canary } = servicesOf(rollout)
  const has = (service: string) => service !== '' && destinations.some(one => hostOf(one) === service)
  if (!has(canary)) return `has no destination for the canary Service ${quote(canary)}`
  if (!has(stable)) return `has no destination for the stable Service ${quote(stable)}`
  return null
}

/** Routes that are not among managedRoutes. A route without a name counts as named ''. */
export function unmanaged(rollout: Rollout, raw: readonly Json[]): Json[] {
  const managed = rollout.spec.strategy?.canary?.trafficRouting?.managedRoutes ?? []
  return raw.filter(route => !managed.some(one => (one.name ?? '') === (routeName(route) ?? '')))
}

function quote(name = ''): string {
  return JSON.stringify(name)
}
