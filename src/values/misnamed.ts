import { isMap, type Json } from './json.ts'

/** Names that people write for a key because its neighbours, the documentation or the Canary itself call it so. */
interface Misnamed {
  /** The key that was meant, from the root of the values or, inside lists, from the map that holds it. */
  meant?: string
  why?: string
}

const documented =
  "Devtron's documentation says `port`, but the chart's template reads `serviceport` and ignores `port`."
const flat =
  'Headers go below request or response, there below add, set or remove; the API server drops everything else.'

/** By place, without list indexes, and key. */
export const misnamedKeys: Record<string, Record<string, Misnamed>> = {
  flaggerCanary: {
    port: { meant: 'flaggerCanary.serviceport', why: documented },
    containerPort: { meant: 'flaggerCanary.targetPort' },
    host: { meant: 'flaggerCanary.createIstioGateway.host' },
    hosts: { meant: 'flaggerCanary.addOtherHosts' },
    gateway: { meant: 'flaggerCanary.createIstioGateway' },
    gateways: { meant: 'flaggerCanary.addOtherGateways' },
    rewrite: { meant: 'flaggerCanary.rewriteUri', why: 'The chart takes the path alone: rewriteUri: /' },
    cors: { meant: 'flaggerCanary.corsPolicy' },
    retry: { meant: 'flaggerCanary.retries' },
    metrics: { meant: 'flaggerCanaryExtras.analysis.metrics' },
    webhooks: { meant: 'flaggerCanaryExtras.analysis.webhooks' },
    service: { why: 'The chart has the keys of the service right below flaggerCanary.' },
    spec: { why: 'The chart has the keys of the spec right below flaggerCanary.' },
  },
  'flaggerCanary.createIstioGateway': {
    hosts: { meant: 'flaggerCanary.createIstioGateway.host' },
    servers: { meant: 'flaggerCanaryExtras.gateway.servers' },
    selector: { meant: 'flaggerCanaryExtras.gateway.selector' },
  },
  'flaggerCanary.createIstioGateway.tls': {
    credentialName: { meant: 'flaggerCanary.createIstioGateway.tls.secretName' },
    secret: { meant: 'flaggerCanary.createIstioGateway.tls.secretName' },
  },
  'flaggerCanary.analysis': {
    successRate: { meant: 'flaggerCanary.thresholds.successRate' },
    latency: { meant: 'flaggerCanary.thresholds.latency' },
    step: { meant: 'flaggerCanary.analysis.stepWeight' },
    failureThreshold: { meant: 'flaggerCanary.analysis.threshold' },
  },
  'flaggerCanary.thresholds': {
    duration: { meant: 'flaggerCanary.thresholds.latency' },
    p99: { meant: 'flaggerCanary.thresholds.latency' },
    'request-duration': { meant: 'flaggerCanary.thresholds.latency' },
    'request-success-rate': { meant: 'flaggerCanary.thresholds.successRate' },
  },
  'flaggerCanary.loadtest': { address: { meant: 'flaggerCanary.loadtest.url' } },
  'flaggerCanary.retries': {
    count: { meant: 'flaggerCanary.retries.attempts' },
    numRetries: { meant: 'flaggerCanary.retries.attempts' },
    timeout: { meant: 'flaggerCanary.retries.perTryTimeout' },
    on: { meant: 'flaggerCanary.retries.retryOn' },
  },
  'flaggerCanary.match': {
    path: { meant: 'uri' },
    prefix: { meant: 'uri.prefix' },
    exact: { meant: 'uri.exact' },
    regex: { meant: 'uri.regex' },
    host: { meant: 'authority' },
  },
  'flaggerCanary.headers': {
    add: { meant: 'flaggerCanary.headers.request.add', why: flat },
    set: { meant: 'flaggerCanary.headers.request.set', why: flat },
    remove: { meant: 'flaggerCanary.headers.request.remove', why: flat },
  },
  'flaggerCanary.corsPolicy': {
    origins: { meant: 'flaggerCanary.corsPolicy.allowOrigins' },
    methods: { meant: 'flaggerCanary.corsPolicy.allowMethods' },
  },
  flaggerCanaryExtras: {
    spec: { why: 'The keys of the spec stand right below flaggerCanaryExtras.' },
    thresholds: { meant: 'flaggerCanary.thresholds' },
  },
  'flaggerCanaryExtras.service': {
    port: { meant: 'flaggerCanary.serviceport' },
    hosts: { meant: 'flaggerCanary.addOtherHosts' },
    gateways: { meant: 'flaggerCanary.addOtherGateways' },
  },
  'flaggerCanaryExtras.service.rewrite': { uri: { meant: 'flaggerCanary.rewriteUri' } },
  'flaggerCanaryExtras.gateway': {
    hosts: { meant: 'flaggerCanary.createIstioGateway.host' },
    host: { meant: 'flaggerCanary.createIstioGateway.host' },
    tls: { meant: 'flaggerCanary.createIstioGateway.tls' },
  },
}

export function misnamed(place: readonly string[], key: string, value: Json): Misnamed | undefined {
  // The name of a header, which may well be nearly that of a key.
  if (place.join('.') === 'flaggerCanary.headers' && !isMap(value))
    return { meant: `flaggerCanary.headers.request.set.${key}`, why: flat }
  const here = misnamedKeys[place.join('.')]
  return here && Object.hasOwn(here, key) ? here[key] : undefined
}
