import type { Manifest } from '../../../values/manifest.ts'
import { virtualServicesOf } from '../../names.ts'
import type { IstioRouting, Rollout } from '../../rollout.ts'
import { routeFaults } from '../../routes/check.ts'
import type { Fault } from '../fault.ts'
import { destinationTraps, shortHostTraps } from './destinations.ts'
import { predictedTraps } from './predicted.ts'
import { managedTraps, twinTraps, unlistedTraps } from './routes.ts'
import { subsetTraps } from './subsets.ts'
import { find, type Used, weightedRoutes } from './used.ts'

/**
 * What the Istio reconciler does to the mesh that nobody would expect, and the linter does not say (Argo Rollouts 1.10,
 * rollout/trafficrouting/istio/istio.go).
 */
export function trapFaults(rollout: Rollout, objects: readonly Manifest[]): Fault[] {
  const istio = rollout.spec.strategy?.canary?.trafficRouting?.istio
  if (!istio) return []
  const used = virtualServicesOf(istio).flatMap(({ reference, path }) => {
    const manifest = find(objects, 'VirtualService', reference.name ?? '', rollout)
    return manifest && routeFaults(rollout, reference, manifest).length === 0 ? [{ manifest, reference, path }] : []
  })
  const destinationRule = find(objects, 'DestinationRule', istio.destinationRule?.name ?? '', rollout)
  return [
    ...used.flatMap(one => virtualServiceTraps(rollout, istio, one)),
    ...(destinationRule ? subsetTraps(istio, destinationRule, used) : []),
    ...(used.length > 0 ? predictedTraps(rollout, objects) : []),
  ]
}

function virtualServiceTraps(rollout: Rollout, istio: IstioRouting, used: Used): Fault[] {
  const routes = weightedRoutes(used)
  return [
    ...routes.flatMap(route => destinationTraps(rollout, istio, used, route)),
    ...twinTraps(rollout, used),
    ...unlistedTraps(used),
    ...managedTraps(rollout, used, routes),
    ...shortHostTraps(rollout, used, routes),
  ]
}
