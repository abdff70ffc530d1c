import type { Manifest } from '../../values/manifest.ts'
import { kubernetesTypes } from '../go/kubernetes.ts'
import { goTypes } from '../go/types.ts'
import { kind } from '../kinds.ts'
import { needed, notRouted } from '../problems.ts'
import { apexMetadata, field, type Metadata, type Tick } from '../tick.ts'
import { does } from '../versions.ts'
import { reconcile, weights } from './reconcile.ts'
import { initialRoutes, type Router, type Routes } from './router.ts'

// Contour (Flagger 1.44, pkg/router/contour.go). The HTTPProxy has no virtual host: a root proxy has to include it.

interface HttpProxy extends Manifest {
  spec?: { routes?: { services?: { name?: string; weight?: number }[] }[]; [field: string]: unknown }
}

/** The fields of a route that Flagger writes; foreign ones are lost when it writes. */
const proxies = kind<HttpProxy>(
  'projectcontour.io/v1',
  'HTTPProxy',
  goTypes(
    `
HTTPProxy metadata:ObjectMeta! spec:HTTPProxySpec!
HTTPProxySpec virtualhost:any routes:[]Route tcpproxy:any includes:any ingressClassName:string
HeaderMatchCondition name:string! present:bool notpresent:bool contains:string notcontains:string exact:string
  notexact:string
HeaderValue name:string! value:string!
HeadersPolicy set:[]HeaderValue remove:[]string
MatchCondition prefix:string header:*HeaderMatchCondition
RetryPolicy count:int64! perTryTimeout:string retryOn:[]string retriableStatusCodes:[]uint32
Route conditions:[]MatchCondition services:[]Service enableWebsockets:bool permitInsecure:bool authPolicy:any
  timeoutPolicy:*TimeoutPolicy retryPolicy:*RetryPolicy healthCheckPolicy:any loadBalancerPolicy:any
  pathRewritePolicy:any requestHeadersPolicy:*HeadersPolicy responseHeadersPolicy:*HeadersPolicy
  cookieRewritePolicies:any rateLimitPolicy:any requestRedirectPolicy:any
Service name:string! port:int! protocol:*string weight:int64 validation:any mirror:bool
  requestHeadersPolicy:*HeadersPolicy responseHeadersPolicy:*HeadersPolicy cookieRewritePolicies:any
TimeoutPolicy response:string idle:string idleConnection:string
`,
    kubernetesTypes,
  ),
)

export const contour: Router = {
  writes: ({ names }) => [{ kind: proxies, name: names.apex }],
  reconcile(tick) {
    const wanted = { metadata: apexMetadata(tick), spec: proxySpec(tick, initialRoutes) }
    if (!tick.world.get(proxies, tick.names.apex)) wanted.metadata = withClassAnnotation(tick, wanted.metadata)
    reconcile(tick, proxies, tick.names.apex, wanted, { ignore: weights })
    return null
  },
  setRoutes(tick, routes) {
    const proxy = tick.world.get(proxies, tick.names.apex)
    if (!proxy) return needed(tick, proxies, tick.names.apex, field(tick, ''), 'its weights are not shown')
    tick.world.put(proxies, { ...proxy, spec: proxySpec(tick, routes) })
    return null
  },
  getRoutes(tick) {
    const services = tick.world.get(proxies, tick.names.apex)?.spec?.routes?.[0]?.services ?? []
    if (services.length < 2) {
      return notRouted(tick, 'HTTPProxy')
    }
    const toPrimary = services.find(({ name }) => name === tick.names.primary)
    const weight = toPrimary?.weight ?? 0
    return { primary: weight, canary: toPrimary ? 100 - weight : 0, mirrored: false }
  },
}

function withClassAnnotation({ settings }: Tick, metadata: Metadata): Metadata {
  const { ingressClass } = settings
  if (ingressClass === '' || does(settings, 'contourIngressClassField')) return metadata
  const annotations = { ...metadata.annotations, 'projectcontour.io/ingress.class': ingressClass }
  return { ...metadata, annotations }
}

function proxySpec(tick: Tick, routes: Routes) {
  const { ingressClass } = tick.settings
  const matches = tick.canary.spec.analysis.match ?? []
  const common = { ...timeoutPolicy(tick), ...retryPolicy(tick) }
  const plain = [{ prefix: prefixOf(tick) }]
  const all =
    matches.length > 0
      ? [
          { conditions: headerConditions(tick), ...common, services: weighted(tick, routes) },
          { conditions: plain, ...common, services: weighted(tick, initialRoutes) },
        ]
      : [{ conditions: plain, ...common, services: weighted(tick, routes) }]
  const inSpec = ingressClass !== '' && does(tick.settings, 'contourIngressClassField')
  return { ...(inSpec && { ingressClassName: ingressClass }), routes: all }
}

/** Of all conditions of the service only the prefix of the first one is understood. */
export function prefixOf({ service }: Tick): string {
  return service.match?.[0]?.uri?.prefix || '/'
}

/** Headers are compared exactly or by a part of them; of a regex only the header's name is left. */
function headerConditions(tick: Tick) {
  const prefix = prefixOf(tick)
  return (tick.canary.spec.analysis.match ?? []).flatMap(({ headers = {} }) =>
    Object.entries(headers).map(([name, { exact, prefix: start, suffix }]) => {
      const contains = start || suffix
      return { prefix, header: { name, ...(contains ? { contains } : exact && { exact }) } }
    }),
  )
}

function timeoutPolicy({ service }: Tick) {
  return service.timeout ? { timeoutPolicy: { response: service.timeout, idle: '5m' } } : {}
}

function retryPolicy({ service }: Tick) {
  if (!service.retries) return {}
  const { attempts = 0, perTryTimeout, retryOn = '' } = service.retries
  return {
    retryPolicy: { count: attempts, ...(perTryTimeout && { perTryTimeout }), retryOn: retryOn.split(',') },
  }
}

function weighted(tick: Tick, { primary, canary }: Routes) {
  return [proxied(tick, tick.names.primary, primary), proxied(tick, tick.names.canary, canary)]
}

/** With Linkerd behind Contour the header tells which Service the request is for. */
function proxied({ canary, service }: Tick, name: string, weight: number) {
  const { port = 0 } = service
  const header = { name: 'l5d-dst-override', value: `${name}.${canary.namespace}.svc.cluster.local:${port}` }
  return { name, port, weight, requestHeadersPolicy: { set: [header] } }
}
