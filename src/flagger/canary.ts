import type { JsonMap } from '../values/json.ts'
import type { Labels } from './labels.ts'

// The Canary as Flagger has it in memory: what `stored.ts` made of the manifest, read through the Go types. A field that is
// absent here is the zero value there.

export interface Canary {
  name: string
  namespace: string
  uid: string
  annotations: Labels
  spec: CanarySpec
}

export interface CanarySpec {
  provider?: string
  metricsServer?: string
  targetRef: ObjectReference
  autoscalerRef?: AutoscalerReference
  ingressRef?: ObjectReference
  routeRef?: ObjectReference
  upstreamRef?: ObjectReference
  service?: CanaryService
  analysis: Analysis
  progressDeadlineSeconds?: number
  skipAnalysis?: boolean
  revertOnDeletion?: boolean
  suspend?: boolean
}

export interface ObjectReference {
  apiVersion?: string
  kind?: string
  name: string
  namespace?: string
}

export interface AutoscalerReference extends ObjectReference {
  primaryScalerQueries?: Labels
  primaryScalerReplicas?: { minReplicas?: number; maxReplicas?: number }
}

export interface CanaryService {
  name?: string
  port?: number
  portName?: string
  targetPort?: number | string
  appProtocol?: string
  trafficDistribution?: string
  portDiscovery?: boolean
  headless?: boolean
  timeout?: string
  backendTimeout?: string
  gateways?: string[]
  gatewayRefs?: JsonMap[]
  hosts?: string[]
  delegation?: boolean
  trafficPolicy?: TrafficPolicy
  match?: HttpMatch[]
  rewrite?: { uri?: string; authority?: string; type?: string }
  retries?: { attempts?: number; perTryTimeout?: string; retryOn?: string }
  headers?: { request?: HeaderOperations; response?: HeaderOperations }
  mirror?: JsonMap[]
  corsPolicy?: CorsPolicy
  meshName?: string
  backends?: string[]
  apex?: CustomMetadata
  primary?: CustomMetadata
  canary?: CustomMetadata
  unmanagedMetadata?: { annotations?: string[]; labels?: string[] }
}

export interface CustomMetadata {
  labels?: Labels
  annotations?: Labels
}

export interface TrafficPolicy {
  outlierDetection?: JsonMap
  [field: string]: unknown
}

export interface StringMatch {
  exact?: string
  prefix?: string
  suffix?: string
  regex?: string
}

export interface HttpMatch {
  uri?: StringMatch
  method?: StringMatch
  headers?: Record<string, StringMatch>
  queryParams?: Record<string, StringMatch>
  sourceLabels?: Labels
  port?: number
  [field: string]: unknown
}

export interface HeaderOperations {
  add?: Labels
  set?: Labels
  remove?: string[]
}

export interface CorsPolicy {
  allowOrigin?: string[]
  allowOrigins?: StringMatch[]
  allowMethods?: string[]
  allowHeaders?: string[]
  exposeHeaders?: string[]
  maxAge?: string
  allowCredentials?: boolean
}

export interface Analysis {
  interval?: string
  threshold?: number
  iterations?: number
  maxWeight?: number
  stepWeight?: number
  stepWeights?: number[]
  stepWeightPromotion?: number
  mirror?: boolean
  mirrorWeight?: number
  primaryReadyThreshold?: number
  canaryReadyThreshold?: number
  match?: HttpMatch[]
  metrics?: Metric[]
  alerts?: { name: string; severity?: string; providerRef: ObjectReference }[]
  webhooks?: Webhook[]
  sessionAffinity?: SessionAffinity
}

export interface Metric {
  name: string
  interval?: string
  threshold?: number
  thresholdRange?: { min?: number; max?: number }
  query?: string
  templateRef?: ObjectReference
  templateVariables?: Labels
}

export interface Webhook {
  name: string
  url: string
  type?: string
  timeout?: string
  retries?: number
  muteAlert?: boolean
  disableTLS?: boolean
  metadata?: Labels
}

export interface SessionAffinity {
  cookieName?: string
  primaryCookieName?: string
  maxAge?: number
  domain?: string
  path?: string
  sameSite?: string
  httpOnly?: boolean
  secure?: boolean
  partitioned?: boolean
}

/** The provider that counts: that of the Canary, else the flag's. */
export function providerOf(spec: CanarySpec, settings: { meshProvider: string }): string {
  return spec.provider || settings.meshProvider
}

export const knativeApiVersion = 'serving.knative.dev/v1'

export function isKnative(target: ObjectReference): boolean {
  return target.kind === 'Service' && target.apiVersion === knativeApiVersion
}
