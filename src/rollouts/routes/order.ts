import { isMap, type Json } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import type { Rollout } from '../rollout.ts'
import { unmanaged } from './check.ts'
import { routeName, withRoutes } from './mesh.ts'

/** A VirtualService after a step, or why the controller stops there. */
export type Changed = { virtualService: Manifest } | { error: string }

/** At 100 bytes a route, what etcd keeps in one object (1.5 MiB). */
const mostRoutes = 15_000

/**
 * Managed routes on top, in the order of managedRoutes, then all others. The controller looks each ordered route up by its
 * name in the list as it was, so routes that share a name, or have none, come out once for each of them: their number squares
 * with every step (Argo Rollouts 1.10, istio.go getOrderedVirtualServiceRoutes).
 */
export function inOrder(rollout: Rollout, virtualService: Manifest, raw: readonly Json[]): Changed {
  const managed = rollout.spec.strategy?.canary?.trafficRouting?.managedRoutes
  if (!managed) return { virtualService: withRoutes(virtualService, 'http', raw) }
  const byName = new Map<string, Json[]>()
  for (const route of raw.filter(isMap)) {
    const name = routeName(route) ?? ''
    byName.set(name, [...(byName.get(name) ?? []), route])
  }
  const onTop = managed.flatMap(({ name }) => raw.filter(route => routeName(route) === (name ?? '')))
  const twins = [...onTop, ...unmanaged(rollout, raw)].map(route => byName.get(routeName(route) ?? '') ?? [])
  const count = twins.reduce((sum, routes) => sum + routes.length, 0)
  if (count > mostRoutes) return { error: `would get ${count} http routes, more than an object can hold` }
  return { virtualService: withRoutes(virtualService, 'http', twins.flat()) }
}
