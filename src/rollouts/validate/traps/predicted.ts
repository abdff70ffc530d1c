import type { Manifest } from '../../../values/manifest.ts'
import { servicesOf } from '../../names.ts'
import type { Rollout } from '../../rollout.ts'
import { readRoutes } from '../../routes/choose.ts'
import { hostOf, rawRoutes, routeName } from '../../routes/mesh.ts'
import { routesAfter } from '../../routes/predict.ts'
import type { Fault } from '../fault.ts'
import { protocols } from './used.ts'

/** Steps at which the controller stops, and weights that no route gets. */
export function predictedTraps(rollout: Rollout, objects: readonly Manifest[]): Fault[] {
  const { steps, problems } = routesAfter(rollout, objects)
  const stops = problems
    .filter(one => one.code === 'RO063')
    .map(({ path, message }): Fault => ({ code: 'RO063', path, message }))
  const lost = steps.flatMap(({ step, weight, virtualServices }): Fault[] => {
    if (weight === null || step < 0 || step >= (rollout.spec.strategy?.canary?.steps?.length ?? 0)) return []
    if (virtualServices.some(one => arrives(rollout, one, weight))) return []
    return [
      {
        code: 'RO062',
        path: `/spec/strategy/canary/steps/${step}/setWeight`,
        message: `no route gets the weight ${weight}: a managed route stands among the others, and the Rollout names none of them`,
        help: 'List the names of the weighted routes in virtualService.routes.',
      },
    ]
  })
  return [...stops, ...lost]
}

function arrives(rollout: Rollout, virtualService: Manifest, weight: number): boolean {
  const managed = rollout.spec.strategy?.canary?.trafficRouting?.managedRoutes ?? []
  const subset = rollout.spec.strategy?.canary?.trafficRouting?.istio?.destinationRule?.canarySubsetName ?? ''
  const { canary } = servicesOf(rollout)
  return protocols.some(protocol => {
    const raw = rawRoutes(virtualService, protocol) ?? []
    return (readRoutes(raw, protocol) ?? []).some(
      (route, i) =>
        !managed.some(({ name }) => name === routeName(raw[i] ?? null)) &&
        (route.route ?? []).some(
          one =>
            Number(one.weight ?? 0) === weight &&
            (hostOf(one) === canary || (subset !== '' && one.destination?.subset === subset)),
        ),
    )
  })
}
