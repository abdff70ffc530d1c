import { isMap } from '../../../values/json.ts'
import type { Manifest } from '../../../values/manifest.ts'
import { quote } from '../../../values/quote.ts'
import { identify } from '../../problem.ts'
import type { IstioRouting } from '../../rollout.ts'
import { hostOf } from '../../routes/mesh.ts'
import { subsetsOf } from '../../routes/subsets.ts'
import type { Fault } from '../fault.ts'
import { istioPath, type Used, weightedRoutes } from './used.ts'

/** How a DestinationRule fits the Rollout that fills its subsets, and the VirtualServices that use them. */
export function subsetTraps(istio: IstioRouting, destinationRule: Manifest, used: Used[]): Fault[] {
  const object = identify(destinationRule)
  const reference = istio.destinationRule
  const names = [reference?.canarySubsetName, reference?.stableSubsetName]
  const dropped = subsetsOf(destinationRule).flatMap((subset, i): Fault[] => {
    const { name } = subset
    if (names.includes(typeof name === 'string' ? name : '')) return []
    return [
      {
        code: 'RO064',
        object,
        path: `/spec/subsets/${i}`,
        message: `the controller drops the subset ${quote(name ?? '')}: it is neither stable nor canary`,
      },
    ]
  })
  const spec = destinationRule['spec']
  const host = isMap(spec) && typeof spec['host'] === 'string' ? spec['host'] : ''
  const own = hostOf({ destination: { host } })
  const foreign = used.flatMap(one =>
    weightedRoutes(one).flatMap(({ protocol, index, destinations }) =>
      destinations.flatMap((destination, i): Fault[] => {
        const subset = destination.destination?.subset ?? ''
        if (!names.includes(subset) || subset === '' || hostOf(destination) === own) return []
        const path = `/spec/${protocol}/${index}/route/${i}/destination/host`
        const message = `DestinationRule ${quote(object.name)} defines the subset ${quote(subset)} for the host ${quote(host)}, not for this one`
        return [{ code: 'RO071', object: identify(one.manifest), path, message }]
      }),
    ),
  )
  const missing = names.flatMap((name = '', i): Fault[] => {
    if (subsetsOf(destinationRule).some(subset => subset['name'] === name)) return []
    const field = i === 0 ? 'canarySubsetName' : 'stableSubsetName'
    return [
      {
        code: 'RO071',
        path: `${istioPath}/destinationRule/${field}`,
        message: `DestinationRule ${quote(object.name)} has no subset ${quote(name)}`,
      },
    ]
  })
  return [...dropped, ...foreign, ...missing]
}
