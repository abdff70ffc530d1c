import type { JsonMap } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import { kubernetesTypes } from '../go/kubernetes.ts'
import { goTypes } from '../go/types.ts'
import { kind } from '../kinds.ts'
import { needed, notRouted } from '../problems.ts'
import { apexMetadata, field, type Tick } from '../tick.ts'
import {
  accessLog,
  gatewayAnnotations,
  headersOf,
  milliseconds,
  protocolOf,
  retriesOf,
  routeNames,
} from './appmesh-common.ts'
import { prefixOf } from './contour.ts'
import { create, isSameSpec } from './reconcile.ts'
import { initialRoutes, type Router, type Routes } from './router.ts'

// App Mesh, the second version of its API (Flagger 1.44, pkg/router/appmesh_v1beta2.go).

interface VirtualNode extends Manifest {
  spec?: JsonMap
}
interface VirtualRouter extends Manifest {
  spec?: { routes?: Route[]; [field: string]: unknown }
}
interface Route {
  httpRoute?: { action?: { weightedTargets?: WeightedTarget[] }; [field: string]: unknown }
  [field: string]: unknown
}
interface WeightedTarget {
  virtualNodeRef?: { name?: string }
  weight?: number
}

const types = goTypes(
  `
AccessLog file:*FileAccessLog
Backend virtualService:VirtualServiceBackend!
DNSServiceDiscovery hostname:string!
Duration unit:string! value:int64!
FileAccessLog path:string!
HTTPRetryPolicy httpRetryEvents:[]string tcpRetryEvents:[]string maxRetries:int64! perRetryTimeout:Duration!
HTTPRoute match:HTTPRouteMatch! action:HTTPRouteAction! retryPolicy:*HTTPRetryPolicy timeout:*HTTPTimeout
HTTPRouteAction weightedTargets:[]WeightedTarget!
HTTPRouteHeader name:string! match:*HeaderMatchMethod invert:*bool
HTTPRouteMatch headers:[]HTTPRouteHeader method:*string prefix:string! scheme:*string
HTTPTimeout perRequest:*Duration idle:*Duration
HeaderMatchMethod exact:*string prefix:*string range:any regex:*string suffix:*string
Listener portMapping:PortMapping! healthCheck:any outlierDetection:any connectionPool:any tls:any
  timeout:*ListenerTimeout
ListenerTimeout tcp:any http:*HTTPTimeout http2:*HTTPTimeout grpc:any
Logging accessLog:*AccessLog
PortMapping port:int64! protocol:string!
Route name:string! grpcRoute:any httpRoute:*HTTPRoute http2Route:*HTTPRoute tcpRoute:any priority:*int64
ServiceDiscovery awsCloudMap:any dns:*DNSServiceDiscovery
VirtualNode metadata:ObjectMeta spec:VirtualNodeSpec
VirtualNodeReference namespace:*string name:string!
VirtualNodeSpec awsName:*string podSelector:*LabelSelector listeners:[]Listener serviceDiscovery:*ServiceDiscovery
  backends:[]Backend backendDefaults:any logging:*Logging meshRef:any
VirtualRouter metadata:ObjectMeta spec:VirtualRouterSpec
VirtualRouterListener portMapping:PortMapping!
VirtualRouterReference namespace:*string name:string!
VirtualRouterServiceProvider virtualRouterRef:*VirtualRouterReference virtualRouterARN:*string
VirtualRouterSpec awsName:*string listeners:[]VirtualRouterListener routes:[]Route meshRef:any
VirtualService metadata:ObjectMeta spec:VirtualServiceSpec
VirtualServiceBackend virtualServiceRef:*VirtualServiceReference virtualServiceARN:*string clientPolicy:any
VirtualServiceProvider virtualNode:any virtualRouter:*VirtualRouterServiceProvider
VirtualServiceReference namespace:*string name:string!
VirtualServiceSpec awsName:*string provider:*VirtualServiceProvider meshRef:any
WeightedTarget virtualNodeRef:*VirtualNodeReference virtualNodeARN:*string weight:int64!
`,
  kubernetesTypes,
)
const apiVersion = 'appmesh.k8s.aws/v1beta2'
const virtualNodes = kind<VirtualNode>(apiVersion, 'VirtualNode', types)
const virtualRouters = kind<VirtualRouter>(apiVersion, 'VirtualRouter', types)
const virtualServices = kind(apiVersion, 'VirtualService', types)

export const appmeshV1beta2: Router = {
  writes: ({ names }) => [
    ...[names.primary, names.canary].map(name => ({ kind: virtualNodes, name })),
    ...[names.apex, names.canary].flatMap(name => [
      { kind: virtualRouters, name },
      { kind: virtualServices, name },
    ]),
  ],
  reconcile(tick) {
    const { names } = tick
    // The pods are selected by the name of the workload, not by the value of its selector label.
    reconcileNode(tick, names.primary, names.targetPrimary)
    reconcileNode(tick, names.canary, names.target)
    reconcileRouter(tick, names.apex, initialRoutes)
    reconcileRouter(tick, names.canary, { primary: 0, canary: 100, mirrored: false })
    return null
  },
  setRoutes(tick, routes) {
    const existing = tick.world.get(virtualRouters, tick.names.apex)
    if (!existing) return needed(tick, virtualRouters, tick.names.apex, field(tick, ''), 'its weights are not shown')
    const [first, ...rest] = existing.spec?.routes ?? []
    const httpRoute = { ...first?.httpRoute, action: { weightedTargets: targets(tick, routes) } }
    const spec = { ...existing.spec, routes: [{ ...first, httpRoute }, ...rest] }
    tick.world.put(virtualRouters, { ...existing, spec })
    return null
  },
  getRoutes(tick) {
    const { apex, primary, canary } = tick.names
    const existing = tick.world.get(virtualRouters, apex)
    const found = existing?.spec?.routes?.[0]?.httpRoute?.action?.weightedTargets ?? []
    const weightOf = (name: string) => found.findLast(target => target.virtualNodeRef?.name === name)?.weight ?? 0
    const routes = { primary: weightOf(primary), canary: weightOf(canary), mirrored: false }
    if (found.length === 2 && (routes.primary > 0 || routes.canary > 0)) return routes
    return notRouted(tick, 'VirtualRouter')
  },
}

/** The pods' port: `targetPort` when it is a number. */
function portMapping(tick: Tick) {
  const { port = 0, targetPort } = tick.service
  const number = typeof targetPort === 'number' && targetPort > 0 ? targetPort : port
  return { portMapping: { port: number, protocol: protocolOf(tick) } }
}

function timeoutOf({ service }: Tick) {
  const value = service.timeout ? milliseconds(service.timeout) : null
  return value === null ? null : { perRequest: { unit: 'ms', value } }
}

function reconcileNode(tick: Tick, name: string, pods: string): void {
  const { backends = [] } = tick.service
  const timeout = timeoutOf(tick)
  const spec = {
    podSelector: { matchLabels: { [tick.selector.label]: pods } },
    listeners: [{ ...portMapping(tick), ...(timeout && { timeout: { http: timeout } }) }],
    serviceDiscovery: { dns: { hostname: `${name}.${tick.canary.namespace}.svc.cluster.local.` } },
    ...(backends.length > 0 && { backends: backends.map(backend => ({ virtualService: backendOf(backend) })) }),
    ...accessLog(tick),
  }
  const metadata = apexMetadata(tick)
  const existing = tick.world.get(virtualNodes, name)
  if (!existing) {
    create(tick, virtualNodes, name, { metadata, spec })
    return
  }
  tick.world.put(virtualNodes, {
    ...existing,
    metadata: { ...existing.metadata, ...metadata },
    spec: { ...spec, ...filledIn(existing.spec) },
  })
}

function backendOf(backend: string) {
  return backend.startsWith('arn:aws') ? { virtualServiceARN: backend } : { virtualServiceRef: { name: backend } }
}

/** What the App Mesh controller writes into its objects. */
function filledIn(spec: { [field: string]: unknown } = {}) {
  const { awsName, meshRef } = spec
  return { ...(awsName !== undefined && { awsName }), ...(meshRef !== undefined && { meshRef }) } as JsonMap
}

/** The VirtualService comes with its router and is never touched again. An existing route keeps its first action. */
function reconcileRouter(tick: Tick, name: string, routes: Routes): void {
  const spec = { listeners: [portMapping(tick)], routes: routesOf(tick, name, routes) }
  const existing = tick.world.get(virtualRouters, name)
  if (!existing) {
    create(tick, virtualRouters, name, { metadata: {}, spec })
    const provider = { virtualRouter: { virtualRouterRef: { name } } }
    const metadata = routes.canary === 0 ? gatewayAnnotations(tick) : {}
    create(tick, virtualServices, name, { metadata, spec: { provider } })
  } else if (!isSameSpec(virtualRouters, spec, existing.spec, new Set(['weightedTargets', 'awsName', 'meshRef']))) {
    const [first, ...rest] = spec.routes
    const { action } = existing.spec?.routes?.[0]?.httpRoute ?? {}
    const kept = { ...first, httpRoute: { ...first?.httpRoute, ...(action && { action }) } }
    const own = { ...spec, routes: [kept, ...rest], ...filledIn(existing.spec) }
    tick.world.put(virtualRouters, { ...existing, spec: own })
  }
}

function routesOf(tick: Tick, name: string, routes: Routes): Route[] {
  const headers = headersOf(tick)
  const prefix = prefixOf(tick)
  const retries = retriesOf(tick)
  const timeout = timeoutOf(tick)
  const httpRoute = {
    match: { prefix },
    action: { weightedTargets: targets(tick, routes) },
    ...(retries && {
      retryPolicy: {
        httpRetryEvents: retries.events,
        maxRetries: retries.attempts,
        perRetryTimeout: { unit: 'ms', value: retries.timeout },
      },
    }),
    ...(timeout && { timeout }),
  }
  if (!headers || routes.canary !== 0) return [{ name, httpRoute }]
  const { test, fallback } = routeNames(tick)
  const action = { weightedTargets: [{ virtualNodeRef: { name: tick.names.primary }, weight: 100 }] }
  return [
    { name: test, httpRoute: { ...httpRoute, match: { prefix, headers } }, priority: 10 },
    { name: fallback, httpRoute: { ...httpRoute, action }, priority: 20 },
  ]
}

function targets({ names }: Tick, { primary, canary }: Routes): WeightedTarget[] {
  return [
    { virtualNodeRef: { name: names.canary }, weight: canary },
    { virtualNodeRef: { name: names.primary }, weight: primary },
  ]
}
