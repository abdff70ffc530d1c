import { isMap } from '../../../values/json.ts'
import { quote } from '../../../values/quote.ts'
import { identify } from '../../problem.ts'
import type { Rollout } from '../../rollout.ts'
import { listed } from '../../routes/choose.ts'
import { rawRoutes, routeName } from '../../routes/mesh.ts'
import type { Fault } from '../fault.ts'
import { istioPath, protocols, type Used, type Weighted } from './used.ts'

/** The ordering of routes looks them up by name. */
export function twinTraps(rollout: Rollout, { manifest }: Used): Fault[] {
  if (!rollout.spec.strategy?.canary?.trafficRouting?.managedRoutes) return []
  const seen = new Map<string, number>()
  return (rawRoutes(manifest, 'http') ?? []).flatMap((route, i): Fault[] => {
    const name = routeName(route) ?? ''
    const first = seen.get(name)
    seen.set(name, first ?? i)
    if (first === undefined) return []
    const what =
      name === ''
        ? `http[${first}] and http[${i}] have no name`
        : `http[${first}] and http[${i}] are both named ${quote(name)}`
    return [
      {
        code: 'RO061',
        object: identify(manifest),
        path: `/spec/http/${i}`,
        message: `${what}: with managedRoutes each of them is doubled at every step`,
        help: 'Give every http route a name of its own.',
      },
    ]
  })
}

export function unlistedTraps({ manifest, reference, path }: Used): Fault[] {
  return (['tls', 'tcp'] as const).flatMap((protocol): Fault[] => {
    const routes = rawRoutes(manifest, protocol) ?? []
    const others = protocols.some(other => other !== protocol && listed(reference, other).length > 0)
    if (routes.length === 0 || listed(reference, protocol).length > 0 || !others) return []
    const message = `the Rollout lists other routes of VirtualService ${quote(identify(manifest).name)}, and ${protocol}[0] is weighted all the same`
    return [
      {
        code: 'RO065',
        path: `${istioPath}/${path}`,
        message,
        related: [{ object: identify(manifest), path: `/spec/${protocol}/0`, message: 'the route' }],
      },
    ]
  })
}

/** Fields of a weighted route that a header or mirror route has too, or needs not have. */
const taken = new Set(['name', 'route', 'match'])

export function managedTraps(rollout: Rollout, { manifest }: Used, routes: Weighted[]): Fault[] {
  const [first] = routes
  if (first?.protocol !== 'http' || !isMap(first.raw)) return []
  const lost = Object.keys(first.raw).filter(key => !taken.has(key))
  const paths =
    Array.isArray(first.raw['match']) && first.raw['match'].some(match => isMap(match) && match['uri'] !== undefined)
  const words = [...lost, ...(paths ? ['the URI match'] : [])]
  if (words.length === 0) return []
  return (rollout.spec.strategy?.canary?.steps ?? []).flatMap((step, i) =>
    (['setHeaderRoute', 'setMirrorRoute'] as const).flatMap((key): Fault[] => {
      if (!step[key]?.match) return []
      const message = `the route that ${key} adds does not have ${words.join(', ')} of http[${first.index}]`
      const related = [{ object: identify(manifest), path: `/spec/http/${first.index}`, message: 'the weighted route' }]
      return [{ code: 'RO066', path: `/spec/strategy/canary/steps/${i}/${key}`, message, related }]
    }),
  )
}
