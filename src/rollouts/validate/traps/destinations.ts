import { quote } from '../../../values/quote.ts'
import { servicesOf, splitVirtualServiceName } from '../../names.ts'
import { identify } from '../../problem.ts'
import type { IstioRouting, Rollout } from '../../rollout.ts'
import { hostOf } from '../../routes/mesh.ts'
import type { Fault } from '../fault.ts'
import type { Used, Weighted } from './used.ts'

/** Destinations that get other weights than one would think, or none. */
export function destinationTraps(rollout: Rollout, istio: IstioRouting, { manifest }: Used, route: Weighted): Fault[] {
  const object = identify(manifest)
  const { stable, canary } = servicesOf(rollout)
  const subsets = istio.destinationRule
  const at = (i: number) => `/spec/${route.protocol}/${route.index}/route/${i}`
  return route.destinations.flatMap((destination, i): Fault[] => {
    const host = hostOf(destination)
    const subset = destination.destination?.subset ?? ''
    const weight = Number(destination.weight ?? 0)
    const isCanary = host === canary || (subset !== '' && subset === subsets?.canarySubsetName)
    const isStable = host === stable || (subset !== '' && subset === subsets?.stableSubsetName)
    if (host === '') return []
    if (!isCanary && !isStable) {
      const kept = weight === 0 || (subsets?.additionalSubsetNames ?? []).includes(subset)
      const message = `the controller deletes the destination ${quote(destination.destination?.host ?? '')}: it is neither stable nor canary`
      return kept ? [] : [{ code: 'RO060', object, path: at(i), message }]
    }
    if (subsets && host === canary && subset === subsets.stableSubsetName && subset !== subsets.canarySubsetName) {
      const message = `canaryService ${quote(canary)} is the host of the stable subset too, so both destinations get the weight of the canary`
      const help = 'Leave canaryService out when subsets split the traffic.'
      return [{ code: 'RO069', path: '/spec/strategy/canary/canaryService', message, help }]
    }
    const resting = isCanary ? 0 : 100
    if (weight === resting || route.destinations.length !== 2) return []
    const side = isCanary ? 'canary' : 'stable'
    const message = `the weight of the ${side} destination is ${weight} in Git and ${resting} at rest: the controller changes it at once`
    return [{ code: 'RO067', object, path: `${at(i)}/weight`, message }]
  })
}

export function shortHostTraps(rollout: Rollout, { manifest, reference }: Used, routes: Weighted[]): Fault[] {
  const { namespace } = splitVirtualServiceName(reference.name ?? '')
  if (namespace === '' || namespace === (rollout.metadata.namespace ?? '')) return []
  return routes.flatMap(({ protocol, index, destinations }) =>
    destinations.flatMap(({ destination: { host = '' } = {} }, i): Fault[] => {
      if (host.includes('.') || host === '') return []
      const message = `the host ${quote(host)} means a Service in namespace ${namespace}, the VirtualService’s own, and not the Rollout’s`
      const path = `/spec/${protocol}/${index}/route/${i}/destination/host`
      return [
        {
          code: 'RO070',
          object: identify(manifest),
          path,
          message,
          help: `Write ${host}.${rollout.metadata.namespace ?? '<namespace>'}.svc.cluster.local.`,
        },
      ]
    }),
  )
}
