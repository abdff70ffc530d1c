import type { Manifest } from '../../values/manifest.ts'
import { kubernetesTypes } from '../go/kubernetes.ts'
import { goTypes } from '../go/types.ts'
import { kind } from '../kinds.ts'
import { needed, notRouted, problem } from '../problems.ts'
import { apexMetadata, field, type Tick } from '../tick.ts'
import { accessLog, gatewayAnnotations, headersOf, protocolOf, retriesOf, routeNames } from './appmesh-common.ts'
import { prefixOf } from './contour.ts'
import { create, isSameSpec } from './reconcile.ts'
import { initialRoutes, type Named, type Router, type Routes } from './router.ts'

// App Mesh, the first version of its API (Flagger 1.44, pkg/router/appmesh.go).

interface VirtualNode extends Manifest {
  spec?: object
}
interface VirtualService extends Manifest {
  spec?: { routes?: Route[]; [field: string]: unknown }
}
interface Route {
  http?: { action?: { weightedTargets?: WeightedTarget[] }; [field: string]: unknown }
  [field: string]: unknown
}
interface WeightedTarget {
  virtualNodeName?: string
  weight?: number
}

const types = goTypes(
  `
AccessLog file:*FileAccessLog!
Backend virtualService:VirtualServiceBackend!
DnsServiceDiscovery hostName:string!
FileAccessLog path:string!
HeaderMatchMethod exact:*string prefix:*string range:any regex:*string suffix:*string
HttpRetryPolicy perRetryTimeoutMillis:*int64 maxRetries:*int64 httpRetryEvents:[]string tcpRetryEvents:[]string
HttpRoute match:HttpRouteMatch! action:HttpRouteAction! retryPolicy:*HttpRetryPolicy
HttpRouteAction weightedTargets:[]WeightedTarget!
HttpRouteHeader name:string! invert:*bool match:*HeaderMatchMethod
HttpRouteMatch prefix:string! method:*string headers:[]HttpRouteHeader scheme:*string
Listener portMapping:PortMapping! healthCheck:any
Logging accessLog:*AccessLog!
PortMapping port:int64! protocol:string!
Route name:string! http:*HttpRoute tcp:any priority:*int64
ServiceDiscovery cloudMap:any dns:*DnsServiceDiscovery
VirtualNode metadata:ObjectMeta spec:VirtualNodeSpec
VirtualNodeSpec meshName:string! listeners:[]Listener serviceDiscovery:*ServiceDiscovery backends:[]Backend
  logging:*Logging
VirtualRouter name:string! listeners:[]VirtualRouterListener
VirtualRouterListener portMapping:PortMapping!
VirtualService metadata:ObjectMeta spec:VirtualServiceSpec
VirtualServiceBackend virtualServiceName:string!
VirtualServiceSpec meshName:string! virtualRouter:*VirtualRouter routes:[]Route
WeightedTarget virtualNodeName:string! weight:int64!
`,
  kubernetesTypes,
)
const virtualNodes = kind<VirtualNode>('appmesh.k8s.aws/v1beta1', 'VirtualNode', types)
const virtualServices = kind<VirtualService>('appmesh.k8s.aws/v1beta1', 'VirtualService', types)

export const appmesh: Router = {
  writes: tick => [
    ...[tick.names.apex, tick.names.primary, tick.names.canary].map(name => ({ kind: virtualNodes, name })),
    ...[tick.names.apex, tick.names.canary].map(name => ({ kind: virtualServices, name: hostOf(tick, name) })),
  ],
  reconcile(tick) {
    const { apex, primary, canary } = tick.names
    if (!tick.service.meshName) {
      const message = 'App Mesh needs the name of the mesh, and `meshName` is not set'
      return problem('FL024', field(tick, '/spec/service/meshName'), message)
    }
    reconcileNode(tick, apex, primary)
    reconcileNode(tick, primary, primary)
    reconcileNode(tick, canary, canary)
    reconcileService(tick, apex, initialRoutes)
    reconcileService(tick, canary, { primary: 0, canary: 100, mirrored: false })
    return null
  },
  setRoutes(tick, routes) {
    const name = hostOf(tick, tick.names.apex)
    const existing = tick.world.get(virtualServices, name)
    if (!existing) return needed(tick, virtualServices, name, field(tick, ''), 'its weights are not shown')
    const [first, ...rest] = existing.spec?.routes ?? []
    const http = { ...first?.http, action: { weightedTargets: targets(tick, routes) } }
    tick.world.put(virtualServices, { ...existing, spec: { ...existing.spec, routes: [{ ...first, http }, ...rest] } })
    return null
  },
  getRoutes(tick) {
    const { apex, primary, canary } = tick.names
    const existing = tick.world.get(virtualServices, hostOf(tick, apex))
    const found = existing?.spec?.routes?.[0]?.http?.action?.weightedTargets ?? []
    const weightOf = (name: string) => found.findLast(target => target.virtualNodeName === name)?.weight ?? 0
    const routes = { primary: weightOf(primary), canary: weightOf(canary), mirrored: false }
    if (found.length === 2 && (routes.primary > 0 || routes.canary > 0)) return routes
    return notRouted(tick, 'VirtualService')
  },
}

function hostOf({ canary }: Named, name: string): string {
  return `${name}.${canary.namespace}`
}

function portMapping(tick: Tick) {
  return { portMapping: { port: tick.service.port ?? 0, protocol: protocolOf(tick) } }
}

function reconcileNode(tick: Tick, name: string, serviceName: string): void {
  const { meshName, backends = [] } = tick.service
  const spec = {
    meshName,
    listeners: [portMapping(tick)],
    serviceDiscovery: { dns: { hostName: hostOf(tick, serviceName) } },
    ...(backends.length > 0 && {
      backends: backends.map(virtualServiceName => ({ virtualService: { virtualServiceName } })),
    }),
    ...accessLog(tick),
  }
  const metadata = apexMetadata(tick)
  const existing = tick.world.get(virtualNodes, name)
  // Flagger compares the annotations with the labels, so that it writes every time.
  if (existing) tick.world.put(virtualNodes, { ...existing, metadata: { ...existing.metadata, ...metadata }, spec })
  else create(tick, virtualNodes, name, { metadata, spec })
}

/** An existing route keeps its first action, that is, its weights. */
function reconcileService(tick: Tick, nodeName: string, routes: Routes): void {
  const name = hostOf(tick, nodeName)
  const spec = {
    meshName: tick.service.meshName,
    virtualRouter: { name: nodeName, listeners: [portMapping(tick)] },
    routes: routesOf(tick, nodeName, routes),
  }
  const annotations = routes.canary === 0 ? gatewayAnnotations(tick) : {}
  const existing = tick.world.get(virtualServices, name)
  if (!existing) {
    create(tick, virtualServices, name, { metadata: annotations, spec })
  } else if (!isSameSpec(virtualServices, spec, existing.spec, new Set(['weightedTargets']))) {
    const [first, ...rest] = spec.routes
    const { action } = existing.spec?.routes?.[0]?.http ?? {}
    const kept = { ...first, http: { ...first?.http, ...(action && { action }) } }
    const metadata = { ...existing.metadata, ...annotations }
    tick.world.put(virtualServices, { ...existing, metadata, spec: { ...spec, routes: [kept, ...rest] } })
  }
}

function routesOf(tick: Tick, name: string, routes: Routes): Route[] {
  const headers = headersOf(tick)
  const prefix = prefixOf(tick)
  const retries = retriesOf(tick)
  const retryPolicy = retries && {
    perRetryTimeoutMillis: retries.timeout,
    maxRetries: retries.attempts,
    httpRetryEvents: retries.events,
  }
  const action = { weightedTargets: targets(tick, routes) }
  const http = { match: { prefix }, action, ...(retryPolicy && { retryPolicy }) }
  if (!headers || routes.canary !== 0) return [{ name, http }]
  const { test, fallback } = routeNames(tick)
  return [
    { name: test, http: { ...http, match: { prefix, headers } }, priority: 10 },
    { name: fallback, http: { ...http, action: { weightedTargets: [toPrimary(tick)] } }, priority: 20 },
  ]
}

function targets({ names }: Tick, { primary, canary }: Routes): WeightedTarget[] {
  return [
    { virtualNodeName: names.canary, weight: canary },
    { virtualNodeName: names.primary, weight: primary },
  ]
}

function toPrimary({ names }: Tick): WeightedTarget {
  return { virtualNodeName: names.primary, weight: 100 }
}
