/** What the router of a provider makes of a Canary (Flagger 1.44, pkg/router). */
export interface Router {
  /** Fields of spec.service that it reads, beside those of which the Kubernetes Services are made. */
  reads: readonly ServiceField[]
  /** It sends the requests of analysis.match to the canary. */
  abTest: boolean
  /** It mirrors requests: while the weights are raised, too, or only in blue-green rollouts. */
  mirrors: 'always' | 'iterations' | 'never'
  /** It keeps a client on the canary with a cookie. */
  affinity: boolean
}

/** Fields that only some providers read. */
const serviceFields = [
  'appProtocol',
  'backendTimeout',
  'backends',
  'corsPolicy',
  'delegation',
  'gatewayRefs',
  'gateways',
  'headers',
  'hosts',
  'match',
  'meshName',
  'mirror',
  'retries',
  'rewrite',
  'timeout',
  'trafficPolicy',
] as const
export type ServiceField = (typeof serviceFields)[number]

const plain: Router = { reads: [], abTest: false, mirrors: 'never', affinity: false }
const smi: Router = { ...plain, reads: ['gateways', 'hosts'] }
const appmesh: Router = { ...plain, reads: ['backends', 'hosts', 'match', 'retries', 'timeout'], abTest: true }
const istio: Router = {
  reads: [
    ...['corsPolicy', 'delegation', 'gateways', 'headers', 'hosts', 'match', 'retries', 'rewrite'],
    ...['timeout', 'trafficPolicy'],
  ] as ServiceField[],
  abTest: true,
  mirrors: 'always',
  affinity: true,
}
const gatewayApi: Router = {
  reads: ['gatewayRefs', 'headers', 'hosts', 'match', 'mirror', 'rewrite'],
  abTest: true,
  mirrors: 'iterations',
  affinity: true,
}

const routers: Record<string, Router> = {
  istio,
  'gatewayapi:v1': { ...gatewayApi, reads: [...gatewayApi.reads, 'backendTimeout', 'corsPolicy', 'timeout'] },
  'gatewayapi:v1beta1': gatewayApi,
  appmesh: { ...appmesh, reads: [...appmesh.reads, 'meshName'] },
  'appmesh:v1beta2': appmesh,
  linkerd: smi,
  osm: smi,
  contour: { ...plain, reads: ['match', 'retries', 'timeout'], abTest: true },
  gloo: { ...plain, abTest: true },
  nginx: { ...plain, abTest: true },
  skipper: plain,
  traefik: plain,
  apisix: plain,
  kuma: plain,
  knative: plain,
  kubernetes: plain,
}

/** As Flagger picks it (MeshRouter of factory.go): by the whole name, else by its beginning, else Istio's. */
export function routerOf(provider: string): Router {
  if (Object.hasOwn(routers, provider)) return routers[provider] ?? istio
  if (provider.startsWith('smi:v1alpha')) return smi
  const prefix = ['appmesh:v1beta2', 'gatewayapi:v1beta1', 'gatewayapi:v1', 'gloo'].find(name =>
    provider.startsWith(name),
  )
  return routers[prefix ?? 'istio'] ?? istio
}

/** Fields that are set and that the provider does not read. */
export function ignoredFields(provider: string, service: object): ServiceField[] {
  const { reads } = routerOf(provider)
  return serviceFields.filter(
    field => field !== 'appProtocol' && Object.hasOwn(service, field) && !reads.includes(field),
  )
}

/** Istio's own name, and whatever Flagger takes for it. */
export function isIstio(provider: string): boolean {
  return routerOf(provider) === istio
}
