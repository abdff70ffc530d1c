import { isMap, type Json } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import { type CanaryServices, servicesOf } from '../names.ts'
import type { IstioDestinationRuleRef, IstioVirtualServiceRef, Rollout } from '../rollout.ts'
import { routeFaults } from './check.ts'
import { choose, readRoutes } from './choose.ts'
import {
  destinationsOf,
  hostOf,
  httpRoutes,
  type Protocol,
  rawRoutes,
  type WeightedDestination,
  withRoutes,
} from './mesh.ts'
import { type Changed, inOrder } from './order.ts'

/** A change to one destination of a route. */
interface Patch {
  index: number
  weight: number
  host: string
  remove: boolean
}

const protocols: readonly Protocol[] = ['http', 'tls', 'tcp']

/** Gives the canary side `weight` percent in every chosen route (Argo Rollouts 1.10, istio.go reconcileVirtualService). */
export function setWeight(
  rollout: Rollout,
  reference: IstioVirtualServiceRef,
  virtualService: Manifest,
  weight: number,
): Changed {
  const [fault] = routeFaults(rollout, reference, virtualService)
  if (fault) return { error: fault.message }
  let changed = virtualService
  for (const protocol of protocols) {
    const raw = rawRoutes(virtualService, protocol)
    const weighted = raw && reweigh(rollout, alsoMirrors(rollout, reference, raw), protocol, raw, weight)
    if (weighted) changed = withRoutes(changed, protocol, weighted)
  }
  const http = rawRoutes(changed, 'http')
  if (changed === virtualService || !http) return { virtualService: changed }
  return inOrder(rollout, changed, http)
}

/** Managed routes that mirror get the same weights; when there was no list of names, they become the list. */
function alsoMirrors(rollout: Rollout, reference: IstioVirtualServiceRef, raw: Json[]): IstioVirtualServiceRef {
  const managed = rollout.spec.strategy?.canary?.trafficRouting?.managedRoutes ?? []
  const mirrors = (httpRoutes(raw) ?? []).flatMap(({ name = '', mirror }) =>
    mirror ? managed.filter(one => (one.name ?? '') === name).map(() => name) : [],
  )
  return mirrors.length === 0 ? reference : { ...reference, routes: [...(reference.routes ?? []), ...mirrors] }
}

/** The routes with their new weights; null when none changes. */
function reweigh(
  rollout: Rollout,
  reference: IstioVirtualServiceRef,
  protocol: Protocol,
  raw: Json[],
  weight: number,
): Json[] | null {
  const routes = readRoutes(raw, protocol) ?? []
  const chosen = choose(reference, protocol, routes)
  if ('error' in chosen) return null
  const patches = new Map<number, Patch[]>()
  for (const index of chosen.indexes) {
    const found = patchesFor(rollout, routes[index]?.route ?? [], weight)
    if (found.length > 0) patches.set(index, [...(patches.get(index) ?? []), ...found])
  }
  return patches.size === 0 ? null : raw.map((route, index) => patched(route, patches.get(index)))
}

/** Destinations of neither side are removed, unless they have no weight or their subset is listed as additional. */
function patchesFor(rollout: Rollout, destinations: readonly WeightedDestination[], weight: number): Patch[] {
  const sides = servicesOf(rollout)
  const subsets = rollout.spec.strategy?.canary?.trafficRouting?.istio?.destinationRule
  const additional = destinations.filter(one => isAdditional(one, subsets))
  const reserved = additional.reduce((sum, one) => sum + Number(one.weight ?? 0), 0)
  const stableWeight = Math.max(0, 100 - weight - reserved)
  return destinations.flatMap((destination, index): Patch[] => {
    const host = hostOf(destination)
    if (host === '') return []
    const side = sideOf(destination, sides, subsets)
    if (side === null && additional.includes(destination)) return []
    const wanted = side === 'canary' ? weight : side === 'stable' ? stableWeight : 0
    return Number(destination.weight ?? 0) === wanted ? [] : [{ index, weight: wanted, host, remove: side === null }]
  })
}

function sideOf(
  destination: WeightedDestination,
  sides: CanaryServices,
  subsets: IstioDestinationRuleRef | undefined,
): 'canary' | 'stable' | null {
  const host = hostOf(destination)
  const subset = destination.destination?.subset ?? ''
  if (host === sides.canary || (subset !== '' && subset === subsets?.canarySubsetName)) return 'canary'
  if (host === sides.stable || (subset !== '' && subset === subsets?.stableSubsetName)) return 'stable'
  return null
}

function isAdditional({ destination: { subset = '' } = {} }: WeightedDestination, subsets?: IstioDestinationRuleRef) {
  return subset !== '' && (subsets?.additionalSubsetNames ?? []).includes(subset)
}

/** Removals come last and from the end, so that indexes stay right; one beyond the end appends, as in the controller. */
function patched(route: Json, patches: Patch[] | undefined): Json {
  if (!patches || !isMap(route)) return route
  const ordered = [
    ...patches.filter(patch => !patch.remove),
    ...patches.filter(patch => patch.remove).sort((a, b) => b.index - a.index),
  ]
  let destinations = destinationsOf(route) ?? []
  for (const { index, weight, host, remove } of ordered) {
    const destination = destinations[index]
    if (destination === undefined) destinations = [...destinations, { weight, destination: { host } }]
    else if (remove) destinations = destinations.toSpliced(index, 1)
    else destinations = destinations.with(index, { ...(isMap(destination) ? destination : {}), weight })
  }
  return { ...route, route: destinations }
}
