import { isMap, type Json, type JsonMap, sameData } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import { kubernetesTypes } from '../go/kubernetes.ts'
import { goTypes } from '../go/types.ts'
import { kind, services } from '../kinds.ts'
import { needed, notRouted, problem } from '../problems.ts'
import { apexMetadata, field, type Stop, type Tick } from '../tick.ts'
import { create, reconcile, weights } from './reconcile.ts'
import { initialRoutes, type Named, type Router, type Routes } from './router.ts'

// Gloo (Flagger 1.44, pkg/router/gloo.go): a route table over two upstreams of its own.

interface Upstream extends Manifest {
  spec?: { kube?: JsonMap; loadBalancerConfig?: JsonMap; [field: string]: unknown }
}
interface RouteTable extends Manifest {
  spec?: { routes?: { routeAction?: { multi?: { destinations?: Destination[] } } }[] }
}
interface Destination {
  destination?: { upstream?: { name?: string; namespace?: string } }
  weight?: number
}

const upstreams = kind<Upstream>(
  'gloo.solo.io/v1',
  'Upstream',
  goTypes(
    `
CallCredentials fileCredentialSource:*CallCredentials_FileCredentialSource
CallCredentials_FileCredentialSource tokenFileName:string header:string
CircuitBreakerConfig maxConnections:uint32 maxPendingRequests:uint32 maxRequests:uint32 maxRetries:uint32
ConnectionConfig maxRequestsPerConnection:uint32 connectTimeout:string tcpKeepalive:*ConnectionConfig_TcpKeepAlive
  perConnectionBufferLimitBytes:uint32 commonHttpProtocolOptions:*ConnectionConfig_HttpProtocolOptions
ConnectionConfig_HttpProtocolOptions idleTimeout:string maxHeadersCount:uint32 maxStreamDuration:string
  headersWithUnderscoresAction:uint32
ConnectionConfig_TcpKeepAlive keepaliveProbes:uint32 keepaliveTime:string keepaliveInterval:string
KubeUpstream serviceName:string serviceNamespace:string servicePort:int32 selector:{}string
LoadBalancerConfig roundRobin:*LoadBalancerConfigRoundRobin leastRequest:*LoadBalancerConfigLeastRequest
LoadBalancerConfigLeastRequest slowStartConfig:*SlowStartConfig choiceCount:uint32
LoadBalancerConfigRoundRobin slowStartConfig:*SlowStartConfig
ResourceRef name:string namespace:string
SlowStartConfig slowStartWindow:string aggression:float minWeightPercent:float
SslParameters minimumProtocolVersion:int32 maximumProtocolVersion:int32 cipherSuites:[]string ecdhCurves:[]string
Upstream metadata:ObjectMeta spec:UpstreamSpec!
UpstreamSpec kube:*KubeUpstream labels:{}string sslConfig:*UpstreamSslConfig circuitBreakers:*CircuitBreakerConfig
  connectionConfig:*ConnectionConfig loadBalancerConfig:*LoadBalancerConfig useHttp2:bool
  initialStreamWindowSize:uint32 initialConnectionWindowSize:uint32 httpProxyHostName:string
UpstreamSslConfig sni:string verifySubjectAltName:[]string parameters:*SslParameters alpnProtocols:[]string
  sds:*UpstreamSslConfig_Sds secretRef:*ResourceRef sslFiles:*UpstreamSslConfig_SslFiles
UpstreamSslConfig_Sds targetUri:string certificatesSecretName:string validationContextName:string
  callCredentials:*CallCredentials clusterName:string
UpstreamSslConfig_SslFiles tlsCert:string tlsKey:string rootCa:string
`,
    kubernetesTypes,
  ),
)
const routeTables = kind<RouteTable>(
  'gateway.solo.io/v1',
  'RouteTable',
  goTypes(
    `
Destination upstream:ResourceRef!
HeaderMatcher name:string value:string regex:bool invertMatch:bool
Matcher headers:[]HeaderMatcher queryParameters:[]QueryParameterMatcher methods:[]string
MultiDestination destinations:[]WeightedDestination
QueryParameterMatcher name:string value:string regex:bool
ResourceRef name:string namespace:string
Route matchers:[]Matcher routeAction:RouteAction inheritablePathMatchers:bool
RouteAction multi:MultiDestination
RouteTable metadata:ObjectMeta spec:RouteTableSpec!
RouteTableSpec routes:[]Route
WeightedDestination destination:Destination weight:uint32
`,
    kubernetesTypes,
  ),
)

type Role = 'primary' | 'canary'

export const gloo: Router = {
  writes: tick => [
    { kind: upstreams, name: upstreamName(tick, 'primary') },
    { kind: upstreams, name: upstreamName(tick, 'canary') },
    { kind: routeTables, name: tick.names.apex },
  ],
  reconcile(tick) {
    const stop = reconcileUpstream(tick, 'primary') ?? reconcileUpstream(tick, 'canary')
    if (stop) return stop
    const wanted = { metadata: apexMetadata(tick), spec: tableSpec(tick, initialRoutes) }
    reconcile(tick, routeTables, tick.names.apex, wanted, { ignore: weights })
    return null
  },
  setRoutes(tick, routes) {
    const table = tick.world.get(routeTables, tick.names.apex)
    if (!table) return needed(tick, routeTables, tick.names.apex, field(tick, ''), 'its weights are not shown')
    tick.world.put(routeTables, { ...table, spec: tableSpec(tick, routes) })
    return null
  },
  getRoutes(tick) {
    const table = tick.world.get(routeTables, tick.names.apex)
    const destinations = table?.spec?.routes?.[0]?.routeAction?.multi?.destinations ?? []
    if (destinations.length < 2) {
      return notRouted(tick, 'RouteTable')
    }
    const name = upstreamName(tick, 'primary')
    const toPrimary = destinations.find(({ destination }) => destination?.upstream?.name === name)
    const weight = toPrimary?.weight ?? 0
    return { primary: weight, canary: toPrimary ? 100 - weight : 0, mirrored: false }
  },
}

function upstreamName({ canary, names, service }: Named, role: Role): string {
  return `${canary.namespace}-${names.apex}-${role}upstream-${service.port ?? 0}`
}

function reconcileUpstream(tick: Tick, role: Role): Stop {
  const serviceName = tick.names[role]
  const service = tick.world.get(services, serviceName)
  if (!service) {
    return needed(tick, services, serviceName, field(tick, '/spec/service/name'), 'its upstream is not shown')
  }
  const { config, stop } = configOf(tick)
  if (stop) return stop
  const assumed = config === null && tick.canary.spec.upstreamRef !== undefined
  const name = upstreamName(tick, role)
  const existing = tick.world.get(upstreams, name)
  if (existing) {
    syncLoadBalancer(tick, existing, config)
  } else if (!assumed) {
    const { namespace } = tick.canary
    const { port: servicePort = 0 } = tick.service
    const kube = { serviceName, serviceNamespace: namespace, servicePort, selector: service.spec?.selector ?? {} }
    create(tick, upstreams, name, { metadata: {}, spec: { ...config?.spec, kube } })
  }
  return null
}

/** The upstream whose settings both take over; its namespace is not filled in when the Canary leaves it out. */
function configOf(tick: Tick): { config: Upstream | null; stop: Stop } {
  const ref = tick.canary.spec.upstreamRef
  if (!ref) return { config: null, stop: null }
  const subject = field(tick, '/spec/upstreamRef')
  if (!ref.namespace) {
    const message = `Without a namespace Flagger does not find Upstream ${ref.name}`
    const help = `Set upstreamRef.namespace, for example to ${tick.canary.namespace}.`
    return { config: null, stop: problem('FL024', subject, message, { help }) }
  }
  const config = tick.world.get(upstreams, ref.name, ref.namespace)
  const notShown = 'the upstreams are not shown'
  return { config, stop: config ? null : needed(tick, upstreams, ref.name, subject, notShown, ref.namespace) }
}

/** Later only the load balancer follows, by a merge patch. */
function syncLoadBalancer(tick: Tick, existing: Upstream, config: Upstream | null): void {
  const wanted = config?.spec?.loadBalancerConfig
  const { loadBalancerConfig: current } = existing.spec ?? {}
  if (!wanted || sameData(wanted, current)) return
  const loadBalancerConfig = mergePatch(current ?? {}, wanted)
  tick.world.put(upstreams, { ...existing, spec: { ...existing.spec, loadBalancerConfig } })
}

function mergePatch(target: JsonMap, patch: JsonMap): JsonMap {
  const out: JsonMap = { ...target }
  for (const [key, value] of Object.entries(patch)) {
    const old: Json | undefined = out[key]
    out[key] = isMap(value) ? mergePatch(isMap(old) ? old : {}, value) : value
  }
  return out
}

function tableSpec(tick: Tick, routes: Routes) {
  const matchers = matchersOf(tick)
  const destination = (role: Role) => ({
    destination: { upstream: { name: upstreamName(tick, role), namespace: tick.canary.namespace } },
    weight: routes[role],
  })
  const multi = { destinations: [destination('primary'), destination('canary')] }
  return { routes: [{ ...matchers, routeAction: { multi }, inheritablePathMatchers: true }] }
}

/** Of an A/B test only exact and regex headers are understood; others match an empty value. */
function matchersOf({ canary }: Tick): { matchers?: { headers: object[] }[] } {
  const headers = (canary.spec.analysis.match ?? []).flatMap(({ headers = {} }) =>
    Object.entries(headers).map(([name, { exact, regex }]) =>
      regex ? { name, value: regex, regex: true } : { name, ...(exact && { value: exact }) },
    ),
  )
  return headers.length > 0 ? { matchers: [{ headers }] } : {}
}
