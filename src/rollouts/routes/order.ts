import { isMap, type Json } from '../../values/json.ts'
import type { Rollout } from '../rollout.ts'
import { unmanaged } from './check.ts'
import { routeName } from './mesh.ts'

/**
 * Managed routes on top, in the order of managedRoutes, then all others. The controller looks each ordered route up by its
 * name in the list as it was, so routes that share a name, or have none, come out once for each of them
 * (Argo Rollouts 1.10, istio.go getOrderedVirtualServiceRoutes).
 */
export function orderRoutes(rollout: Rollout, raw: readonly Json[]): readonly Json[] {
  const managed = rollout.spec.strategy?.canary?.trafficRouting?.managedRoutes
  if (!managed) return raw
  const onTop = managed.flatMap(({ name }) => raw.filter(route => routeName(route) === (name ?? '')))
  return [...onTop, ...unmanaged(rollout, raw)].flatMap(route =>
    raw.filter(other => isMap(other) && (routeName(other) ?? '') === (routeName(route) ?? '')),
  )
}
