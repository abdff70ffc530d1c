import { type JsonMap, sameData } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import type { CanaryService, HttpMatch } from '../canary.ts'
import { decode } from '../go/decode.ts'
import { istioTypes } from '../go/istio.ts'
import { marshal } from '../go/json.ts'
import { kind } from '../kinds.ts'
import { notRouted, problem } from '../problems.ts'
import { apexMetadata, field, type Metadata, meshOwners, type Stop, type Tick } from '../tick.ts'
import { affinityRoutes, comparableWithAffinity } from './istio-affinity.ts'
import { initialRoutes, type Router, type Routes } from './router.ts'

// Flagger 1.44, pkg/router/istio.go.

export interface VirtualService extends Manifest {
  spec?: VirtualServiceSpec
}
export interface VirtualServiceSpec {
  hosts?: string[]
  gateways?: string[]
  http?: HttpRoute[]
  tcp?: TcpRoute[]
}
export interface HttpRoute {
  name?: string
  match?: HttpMatch[]
  route?: Destination[]
  headers?: CanaryService['headers']
  mirror?: { host: string }
  mirrorPercentage?: { value: number }
  [field: string]: unknown
}
export interface TcpRoute {
  match?: { port?: number }[]
  route?: Destination[]
}
export interface Destination {
  destination?: { host?: string; port?: { number?: number } }
  weight?: number
  headers?: CanaryService['headers']
}
interface DestinationRule extends Manifest {
  spec?: { host?: string; trafficPolicy?: unknown }
}

const virtualServices = kind<VirtualService>('networking.istio.io/v1beta1', 'VirtualService', istioTypes)
const destinationRules = kind<DestinationRule>('networking.istio.io/v1beta1', 'DestinationRule', istioTypes)

export const istio: Router = {
  writes: ({ names }) => [
    { kind: destinationRules, name: names.canary },
    { kind: destinationRules, name: names.primary },
    { kind: virtualServices, name: names.apex },
  ],
  reconcile(tick) {
    reconcileDestinationRule(tick, tick.names.canary)
    reconcileDestinationRule(tick, tick.names.primary)
    return reconcileVirtualService(tick)
  },
  setRoutes,
  getRoutes,
}

function reconcileDestinationRule(tick: Tick, name: string): void {
  const { trafficPolicy } = tick.service
  const spec = { host: name, ...(trafficPolicy && { trafficPolicy }) }
  const existing = tick.world.get(destinationRules, name)
  if (existing) {
    if (!sameData(spec as JsonMap, existing.spec as JsonMap)) tick.world.put(destinationRules, { ...existing, spec })
    return
  }
  tick.world.put(destinationRules, {
    apiVersion: destinationRules.apiVersion,
    kind: destinationRules.kind,
    metadata: { name, namespace: tick.canary.namespace, ...meshOwners(tick) },
    spec,
  })
}

function reconcileVirtualService(tick: Tick): Stop {
  const { hosts = [], gateways = [], delegation } = tick.service
  if (delegation && (hosts.length > 0 || gateways.length > 0)) {
    const path = hosts.length > 0 ? '/spec/service/hosts' : '/spec/service/gateways'
    return problem('FL026', field(tick, path), 'A VirtualService that is delegated to has neither hosts nor gateways', {
      help: 'Remove them, or `delegation`.',
      related: [{ ...field(tick, '/spec/service/delegation'), message: '`delegation` is set here' }],
    })
  }
  const spec = initialSpec(tick)
  const metadata = apexMetadata(tick)
  const existing = tick.world.get(virtualServices, tick.names.apex)
  if (existing) {
    updateVirtualService(tick, existing, spec, metadata)
    return null
  }
  tick.world.put(virtualServices, {
    apiVersion: virtualServices.apiVersion,
    kind: virtualServices.kind,
    metadata: { name: tick.names.apex, namespace: tick.canary.namespace, ...metadata, ...meshOwners(tick) },
    spec,
  })
  return null
}

function initialSpec(tick: Tick): VirtualServiceSpec {
  const { service, names } = tick
  const { hosts = [], gateways = [], delegation } = service
  const reachable = hosts.includes(names.apex) || hosts.includes('*')
  return {
    hosts: delegation ? [] : reachable ? hosts : [...hosts, names.apex],
    gateways: delegation ? [] : gateways.length > 0 ? gateways : ['mesh'],
    ...(isTcp(service) ? { tcp: [tcpRoute(tick, initialRoutes)] } : { http: initialHttp(tick) }),
  }
}

export function isTcp(service: CanaryService): boolean {
  return service.appProtocol?.toLowerCase() === 'tcp'
}

function tcpRoute(tick: Tick, routes: Routes): TcpRoute {
  const match = (tick.service.match ?? []).map(({ port }) => (port ? { port } : {}))
  return { ...(match.length > 0 && { match }), route: weighted(tick, routes) }
}

function initialHttp(tick: Tick): HttpRoute[] {
  return isAbTest(tick) ? abTest(tick, initialRoutes, initialRoutes.primary) : [httpRoute(tick, initialRoutes)]
}

/** The iterations do not count here: a `match` alone gives the two routes of an A/B test. */
function isAbTest(tick: Tick): boolean {
  return (tick.canary.spec.analysis.match ?? []).length > 0
}

/** The common fields of every route of the service. */
function routeFields({ service }: Tick): HttpRoute {
  const { match, rewrite, timeout, retries, corsPolicy, headers } = service
  const { uri, authority } = rewrite ?? {}
  return {
    ...(match && { match }),
    ...(rewrite && { rewrite: { ...(uri && { uri }), ...(authority && { authority }) } }),
    ...(timeout && { timeout }),
    ...(retries && { retries }),
    ...(corsPolicy && { corsPolicy }),
    ...(headers && { headers }),
  }
}

function httpRoute(tick: Tick, routes: Routes): HttpRoute {
  return { ...routeFields(tick), route: weighted(tick, routes) }
}

/** Who matches gets the weights, everybody else the primary. */
function abTest(tick: Tick, routes: Routes, fallbackWeight: number): HttpRoute[] {
  const fields = routeFields(tick)
  const match = mergeMatches(tick.canary.spec.analysis.match ?? [], tick.service.match ?? [])
  return [
    { ...fields, match, route: weighted(tick, routes) },
    { ...fields, route: [destination(tick, tick.names.primary, fallbackWeight)] },
  ]
}

/** Of a condition of the analysis only headers and source labels reach the conditions of the service. */
export function mergeMatches(analysis: HttpMatch[], service: HttpMatch[]): HttpMatch[] {
  if (service.length === 0) return analysis
  return analysis.flatMap(({ headers, sourceLabels }) =>
    service.map(match => ({ ...match, ...(headers && { headers }), ...(sourceLabels && { sourceLabels }) })),
  )
}

export function weighted(tick: Tick, { primary, canary }: Pick<Routes, 'primary' | 'canary'>): Destination[] {
  return [destination(tick, tick.names.primary, primary), destination(tick, tick.names.canary, canary)]
}

/** With port discovery the Services have several ports, and a gateway has to be told which one. */
function destination(tick: Tick, host: string, weight: number): Destination {
  const { portDiscovery, gateways = [], delegation, port } = tick.service
  const fromGateway = (gateways.length > 0 && gateways[0] !== 'mesh') || delegation
  const number = portDiscovery && fromGateway ? port : undefined
  return { destination: { host, ...(number !== undefined && { port: { number } }) }, weight }
}

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'
const originalConfiguration = 'flagger.kubernetes.io/original-configuration'

/** Any difference beside the weights puts the initial spec back, weights included. */
function updateVirtualService(tick: Tick, found: VirtualService, spec: VirtualServiceSpec, metadata: Metadata): void {
  const existing = tick.service.delegation ? { ...found, spec: { ...found.spec, hosts: [], gateways: [] } } : found
  for (const key of [lastApplied, originalConfiguration]) {
    const value = existing.metadata.annotations?.[key]
    if (value !== undefined) metadata.annotations[key] = value
  }
  const sameSpec = sameData(comparable(tick, spec), comparable(tick, existing.spec ?? {}))
  const sameMetadata =
    sameData(metadata.labels, existing.metadata.labels ?? {}) &&
    sameData(metadata.annotations, existing.metadata.annotations ?? {})
  if (sameSpec && sameMetadata) return
  const annotations = { ...metadata.annotations }
  if (annotations[lastApplied] === undefined && !sameSpec) {
    annotations[originalConfiguration] = marshal((existing.spec ?? {}) as JsonMap, istioTypes.get('VirtualServiceSpec'))
  }
  tick.world.put(virtualServices, {
    ...existing,
    metadata: { ...existing.metadata, labels: { ...metadata.labels }, annotations },
    spec,
  })
}

/** The spec without what rollouts change in it. */
function comparable(tick: Tick, spec: VirtualServiceSpec): JsonMap {
  const { http, tcp } = spec
  const plain = {
    ...spec,
    ...(http && { http: http.map(({ mirror: _, mirrorPercentage: __, ...route }) => withoutWeights(route)) }),
    ...(tcp && { tcp: tcp.map(withoutWeights) }),
  }
  const affinity = tick.canary.spec.analysis.sessionAffinity
  const compared = affinity ? comparableWithAffinity(plain, affinity, tick.settings) : plain
  return decode(compared as JsonMap, istioTypes.get('VirtualServiceSpec')).value
}

function withoutWeights<T extends { route?: Destination[] }>(route: T): T {
  return route.route ? { ...route, route: route.route.map(({ weight: _, ...rest }) => rest) } : route
}

function setRoutes(tick: Tick, routes: Routes): Stop {
  const existing = tick.world.get(virtualServices, tick.names.apex)
  if (!existing) return noVirtualService(tick)
  if (isTcp(tick.service)) {
    tick.world.put(virtualServices, { ...existing, spec: { ...existing.spec, tcp: [tcpRoute(tick, routes)] } })
    return null
  }
  const http = httpRoutes(tick, routes)
  if (!Array.isArray(http)) return http
  tick.world.put(virtualServices, { ...existing, spec: { ...existing.spec, http } })
  return null
}

function httpRoutes(tick: Tick, routes: Routes): HttpRoute[] | NonNullable<Stop> {
  const affinity = tick.canary.spec.analysis.sessionAffinity
  const http = affinity ? affinityRoutes(tick, httpRoute(tick, routes), routes, affinity) : [httpRoute(tick, routes)]
  if (!Array.isArray(http)) return http
  // In an A/B test the fallback's only destination gets the primary's weight, which is 0 while the test runs.
  if (isAbTest(tick)) return abTest(tick, routes, routes.primary)
  return routes.mirrored ? http.map((route, index) => (index === 0 ? { ...route, ...mirror(tick) } : route)) : http
}

function mirror(tick: Tick): Pick<HttpRoute, 'mirror' | 'mirrorPercentage'> {
  const weight = tick.canary.spec.analysis.mirrorWeight ?? 0
  return { mirror: { host: tick.names.canary }, ...(weight > 0 && { mirrorPercentage: { value: weight } }) }
}

function getRoutes(tick: Tick): Routes | NonNullable<Stop> {
  const existing = tick.world.get(virtualServices, tick.names.apex)
  if (!existing) return noVirtualService(tick)
  const { http = [], tcp = [] } = existing.spec ?? {}
  const all: (HttpRoute | TcpRoute)[] = isTcp(tick.service) ? tcp : http
  const toCanary = all.findLast(({ route }) => weightOf(route, tick.names.canary) !== undefined)
  const routes: Routes = {
    primary: weightOf(toCanary?.route, tick.names.primary) ?? 0,
    canary: weightOf(toCanary?.route, tick.names.canary) ?? 0,
    mirrored: !isTcp(tick.service) && Boolean((toCanary as HttpRoute | undefined)?.mirror?.host),
  }
  if (tick.canary.spec.analysis.sessionAffinity && !isTcp(tick.service)) {
    // The route that sets the cookie is the one with the weights.
    for (const { destination, weight, headers } of http.flatMap(({ route = [] }) => route)) {
      if (headers && destination?.host === tick.names.primary) routes.primary = weight ?? 0
      if (headers && destination?.host === tick.names.canary) routes.canary = weight ?? 0
    }
  }
  if (routes.primary > 0 || routes.canary > 0) return routes
  return notRouted(tick, 'VirtualService')
}

function weightOf(route: Destination[] | undefined, host: string): number | undefined {
  const found = route?.findLast(({ destination }) => destination?.host === host)
  return found && (found.weight ?? 0)
}

function noVirtualService(tick: Tick): NonNullable<Stop> {
  return problem('FL020', field(tick, ''), `VirtualService ${tick.names.apex} does not exist`)
}
