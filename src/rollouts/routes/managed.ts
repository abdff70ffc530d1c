import type { Json, JsonMap } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import { defaults } from '../defaults.ts'
import { servicesOf } from '../names.ts'
import type {
  HeaderMatch,
  IstioVirtualServiceRef,
  MirrorMatch,
  Rollout,
  SetHeaderRoute,
  SetMirrorRoute,
  StringMatch,
} from '../rollout.ts'
import { chooseHttp } from './choose.ts'
import { httpRoutes, rawRoutes, routeName, type WeightedDestination, withRoutes } from './mesh.ts'
import { type Changed, inOrder } from './order.ts'

/** Where a managed route leads: the canary Service, or the DestinationRule's host and canary subset. */
export function canaryDestination(rollout: Rollout, destinationRule: Manifest | null): JsonMap {
  const subset = rollout.spec.strategy?.canary?.trafficRouting?.istio?.destinationRule?.canarySubsetName ?? ''
  const spec = destinationRule?.['spec'] as { host?: string } | undefined
  const host = spec?.host || servicesOf(rollout).canary
  return subset === '' ? { host } : { host, subset }
}

/** Argo Rollouts 1.10, istio.go createHeaderRoute: all matching requests go to the canary, other settings are not taken over. */
export function setHeaderRoute(
  rollout: Rollout,
  reference: IstioVirtualServiceRef,
  virtualService: Manifest,
  step: SetHeaderRoute,
  canary: JsonMap,
): Changed {
  return replaceRoute(rollout, virtualService, step, rest => {
    const port = weightedRoute(reference, rest)?.[0]?.destination?.port?.number ?? 0
    const destination = port > 0 ? { ...canary, port: { number: port } } : canary
    const match = (step.match ?? []).map(headerMatch)
    return [
      ...rest,
      { name: step.name ?? '', ...(match.length > 0 && { match }), route: [{ weight: 100, destination }] },
    ]
  })
}

/** Argo Rollouts 1.10, istio.go createMirrorRoute: the destinations are copied with host, subset, port and weight alone. */
export function setMirrorRoute(
  rollout: Rollout,
  reference: IstioVirtualServiceRef,
  virtualService: Manifest,
  step: SetMirrorRoute,
  canary: JsonMap,
): Changed {
  return replaceRoute(rollout, virtualService, step, rest => {
    const weighted = weightedRoute(reference, rest)
    if (!weighted) return `has no http route named ${JSON.stringify(missingName(reference, rest))}`
    const [first] = weighted
    if (!first) return 'has no http route to copy the weights from, and the controller panics'
    const port = first.destination?.port
    const match = (step.match ?? []).map(mirrorMatch)
    const mirror = {
      name: step.name ?? '',
      ...(match.length > 0 && { match }),
      route: weighted.map(copyDestination),
      mirror: port ? { ...canary, port: present({ number: port.number }) } : canary,
      mirrorPercentage: { value: step.percentage ?? defaults.mirrorPercentage },
    }
    return [mirror, ...rest]
  })
}

/** The end of a rollout: all routes that steps or managedRoutes name are taken out (istio.go RemoveManagedRoutes). */
export function removeManagedRoutes(rollout: Rollout, virtualService: Manifest): Manifest {
  const { steps = [], trafficRouting: { managedRoutes = [] } = {} } = rollout.spec.strategy?.canary ?? {}
  const routeSteps = steps
    .flatMap(step => [step.setHeaderRoute, step.setMirrorRoute])
    .filter(step => step !== undefined)
  const names = new Set([...routeSteps, ...managedRoutes].map(({ name = '' }) => name))
  const raw = rawRoutes(virtualService, 'http')
  if (!raw || names.size === 0) return virtualService
  const kept = raw.filter(route => !names.has(routeName(route) ?? ''))
  return kept.length === raw.length ? virtualService : withRoutes(virtualService, 'http', kept)
}

function replaceRoute(
  rollout: Rollout,
  virtualService: Manifest,
  step: { name?: string; match?: unknown[] },
  add: (rest: Json[]) => Json[] | string,
): Changed {
  const raw = rawRoutes(virtualService, 'http')
  if (!raw) return { error: 'has no http routes' }
  const rest = raw.filter(route => (routeName(route) ?? '') !== (step.name ?? ''))
  const routes = step.match === undefined ? rest : add(rest)
  if (typeof routes === 'string') return { error: routes }
  return inOrder(rollout, virtualService, routes)
}

/** Destinations of the first route whose weights are set; undefined when a named route is missing. */
function weightedRoute(reference: IstioVirtualServiceRef, raw: Json[]): WeightedDestination[] | undefined {
  const routes = httpRoutes(raw) ?? []
  const chosen = chooseHttp(reference.routes ?? [], routes)
  if ('error' in chosen) return undefined
  const [index] = chosen.indexes
  return index === undefined ? [] : (routes[index]?.route ?? [])
}

function missingName(reference: IstioVirtualServiceRef, raw: Json[]): string {
  return reference.routes?.find(name => !raw.some(route => (routeName(route) ?? '') === name)) ?? ''
}

function headerMatch({ headerName = '', headerValue = {} }: HeaderMatch): Json {
  return { headers: { [headerName]: stringMatch(headerValue) } }
}

function mirrorMatch({ method, path, headers }: MirrorMatch): Json {
  return {
    ...(method && { method: stringMatch(method) }),
    ...(path && { uri: stringMatch(path) }),
    ...(headers &&
      Object.keys(headers).length > 0 && {
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, stringMatch(value)])),
      }),
  }
}

function stringMatch({ exact, prefix, regex }: StringMatch): JsonMap {
  return present({ exact, prefix, regex })
}

function copyDestination({ destination: { host, subset, port } = {}, weight }: WeightedDestination): Json {
  return {
    destination: { ...present({ host, subset }), ...(port && { port: present({ number: port.number }) }) },
    ...present({ weight }),
  }
}

/** What Go's `omitempty` leaves: no empty strings, no zeros. */
function present(fields: { [name: string]: string | number | undefined }): JsonMap {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '' && value !== 0)
  return Object.fromEntries(kept) as JsonMap
}
