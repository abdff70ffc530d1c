import type { Manifest } from '../../values/manifest.ts'
import { kubernetesTypes } from '../go/kubernetes.ts'
import { goTypes } from '../go/types.ts'
import { kind } from '../kinds.ts'
import { canaryOf } from '../names.ts'
import { needed, problem } from '../problems.ts'
import { field, meshOwners, type Stop, type Tick } from '../tick.ts'
import { isSameSpec, weights } from './reconcile.ts'
import { initialRoutes, type Named, type Router, type Routes } from './router.ts'

// APISIX (Flagger 1.44, pkg/router/apisix.go): a second route that wins over the first by its priority.

interface ApisixRoute extends Manifest {
  spec?: { http?: HttpRule[]; [field: string]: unknown }
}
interface HttpRule {
  name?: string
  priority?: number
  backends?: Backend[]
  [field: string]: unknown
}
interface Backend {
  serviceName?: string
  servicePort?: number | string
  resolveGranularity?: string
  subset?: string
  weight?: number
}

const routes = kind<ApisixRoute>(
  'apisix.apache.org/v2',
  'ApisixRoute',
  goTypes(
    `
ApisixRoute metadata:ObjectMeta spec:ApisixRouteSpec
ApisixRouteAuthentication enable:bool! type:string! keyAuth:ApisixRouteAuthenticationKeyAuth
  jwtAuth:ApisixRouteAuthenticationJwtAuth
ApisixRouteAuthenticationJwtAuth header:string query:string cookie:string
ApisixRouteAuthenticationKeyAuth header:string
ApisixRouteHTTP name:string! priority:int timeout:*UpstreamTimeout match:ApisixRouteHTTPMatch
  backends:[]ApisixRouteHTTPBackend websocket:bool! plugin_config_name:string plugins:[]ApisixRoutePlugin
  authentication:*ApisixRouteAuthentication
ApisixRouteHTTPBackend serviceName:string! servicePort:intOrString! resolveGranularity:string weight:*int! subset:string
ApisixRouteHTTPMatch paths:[]string! methods:[]string hosts:[]string remoteAddrs:[]string
  exprs:[]ApisixRouteHTTPMatchExpr
ApisixRouteHTTPMatchExpr subject:ApisixRouteHTTPMatchExprSubject! op:string! set:[]string! value:*string!
ApisixRouteHTTPMatchExprSubject scope:string! name:string!
ApisixRoutePlugin name:string! enable:bool! config:{}any!
ApisixRouteSpec http:[]ApisixRouteHTTP stream:[]ApisixRouteStream
ApisixRouteStream name:string! protocol:string! match:ApisixRouteStreamMatch! backend:ApisixRouteStreamBackend!
  plugins:[]ApisixRoutePlugin
ApisixRouteStreamBackend serviceName:string! servicePort:intOrString! resolveGranularity:string subset:string
ApisixRouteStreamMatch ingressPort:int32!
UpstreamTimeout connect:duration send:duration read:duration
`,
    kubernetesTypes,
  ),
)

const highestPriority = 10000

export const apisix: Router = {
  writes: tick => [{ kind: routes, name: routeNames(tick).canary }],
  reconcile(tick) {
    const { apex, canary } = routeNames(tick)
    const path = '/spec/routeRef'
    if (apex === '') {
      return problem('FL024', field(tick, path), 'APISIX needs an ApisixRoute, and `routeRef` is not set')
    }
    const source = tick.world.get(routes, apex)
    if (!source) return needed(tick, routes, apex, field(tick, path), 'its canary is not shown')
    const rule = source.spec?.http?.find(({ backends = [] }) => backends.some(isTo(tick.names.apex)))
    if (!rule) return noBackend(tick, `No http rule of ApisixRoute ${apex} goes to Service ${tick.names.apex}`)
    if (rule.backends?.length !== 1) {
      return noBackend(tick, `The http rule ${rule.name ?? ''} of ApisixRoute ${apex} has more than one backend`)
    }
    const http = [{ ...rule, priority: highestPriority, backends: backendsOf(tick, rule.backends[0] ?? {}) }]
    const spec = { ...source.spec, http }
    const existing = tick.world.get(routes, canary)
    if (!existing) {
      const { labels, annotations } = source.metadata
      const metadata = { ...(labels && { labels }), ...(annotations && { annotations }), ...meshOwners(tick) }
      const { apiVersion, kind: kindName } = routes
      const own = { name: canary, namespace: tick.canary.namespace, ...metadata }
      tick.world.put(routes, { apiVersion, kind: kindName, metadata: own, spec })
    } else if (!isSameSpec(routes, spec, existing.spec, weights)) {
      tick.world.put(routes, { ...existing, spec })
    }
    return null
  },
  setRoutes(tick, wanted) {
    const { canary } = routeNames(tick)
    const route = tick.world.get(routes, canary)
    if (!route) return needed(tick, routes, canary, field(tick, ''), 'its weights are not shown')
    const http = (route.spec?.http ?? []).map(rule => withWeights(tick, rule, wanted))
    tick.world.put(routes, { ...route, spec: { ...route.spec, http } })
    return null
  },
  getRoutes(tick) {
    const rules = tick.world.get(routes, routeNames(tick).canary)?.spec?.http ?? []
    const toPrimary = rules.flatMap(({ backends = [] }) => backends).find(isTo(tick.names.primary))
    if (!toPrimary) return noBackend(tick, `The canary’s ApisixRoute does not go to ${tick.names.primary}`)
    const weight = toPrimary.weight ?? 0
    return { primary: weight, canary: 100 - weight, mirrored: false }
  },
}

function routeNames({ canary, names }: Named): { apex: string; canary: string } {
  const apex = canary.spec.routeRef?.name ?? ''
  return { apex, canary: canaryOf(`${apex}-${names.apex}`) }
}

function isTo(service: string): (backend: Backend) => boolean {
  return ({ serviceName }) => serviceName === service
}

function backendsOf({ names }: Tick, source: Backend): Backend[] {
  const { servicePort, resolveGranularity, subset } = source
  return [
    { ...source, serviceName: names.primary, weight: initialRoutes.primary },
    {
      serviceName: names.canary,
      ...(servicePort !== undefined && { servicePort }),
      ...(resolveGranularity && { resolveGranularity }),
      weight: initialRoutes.canary,
      ...(subset && { subset }),
    },
  ]
}

function withWeights({ names }: Tick, rule: HttpRule, { primary, canary }: Routes): HttpRule {
  const backends = rule.backends ?? []
  if (!backends.some(isTo(names.primary))) return rule
  const weightOf: Record<string, number> = { [names.primary]: primary, [names.canary]: canary }
  return {
    ...rule,
    backends: backends.map(backend => {
      const weight = weightOf[backend.serviceName ?? '']
      return weight === undefined ? backend : { ...backend, weight }
    }),
  }
}

function noBackend(tick: Tick, message: string): NonNullable<Stop> {
  return problem('FL025', field(tick, '/spec/routeRef'), message, {
    help: `Flagger needs one http rule whose only backend is ${tick.names.apex}.`,
  })
}
