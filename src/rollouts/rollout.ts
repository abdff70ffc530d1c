import type { JsonMap } from '../values/json.ts'
import type { ObjectMeta } from '../values/manifest.ts'
import type { LabelSelector, PodTemplate } from './pods.ts'

/** A Rollout as the controller decodes it; schemas/rollout.schema.json has the meaning of each field. */
export interface Rollout {
  apiVersion: string
  kind: string
  metadata: Partial<ObjectMeta>
  spec: RolloutSpec
  status?: JsonMap
}

export interface RolloutSpec {
  replicas?: number
  selector?: LabelSelector
  template?: PodTemplate
  workloadRef?: WorkloadRef
  minReadySeconds?: number
  rollbackWindow?: { revisions?: number }
  strategy?: RolloutStrategy
  revisionHistoryLimit?: number
  paused?: boolean
  progressDeadlineSeconds?: number
  progressDeadlineAbort?: boolean
  restartAt?: string
  analysis?: { successfulRunHistoryLimit?: number; unsuccessfulRunHistoryLimit?: number }
}

export interface WorkloadRef {
  apiVersion?: string
  kind?: string
  name?: string
  scaleDown?: string
}

export interface RolloutStrategy {
  blueGreen?: BlueGreenStrategy
  canary?: CanaryStrategy
}

export interface BlueGreenStrategy {
  activeService?: string
  previewService?: string
  scaleDownDelayRevisionLimit?: number
  antiAffinity?: AntiAffinity
  prePromotionAnalysis?: StepAnalysis
  postPromotionAnalysis?: StepAnalysis
  [field: string]: unknown
}

export interface CanaryStrategy {
  canaryService?: string
  stableService?: string
  steps?: CanaryStep[]
  trafficRouting?: TrafficRouting
  maxSurge?: number | string
  maxUnavailable?: number | string
  analysis?: BackgroundAnalysis
  antiAffinity?: AntiAffinity
  canaryMetadata?: ExtraMetadata
  stableMetadata?: ExtraMetadata
  scaleDownDelaySeconds?: number
  scaleDownDelayRevisionLimit?: number
  abortScaleDownDelaySeconds?: number
  dynamicStableScale?: boolean
  pingPong?: PingPong
  minPodsPerReplicaSet?: number
  replicaProgressThreshold?: { type?: string; value?: number }
}

export interface PingPong {
  pingService?: string
  pongService?: string
}

export interface AntiAffinity {
  preferredDuringSchedulingIgnoredDuringExecution?: { weight?: number }
  requiredDuringSchedulingIgnoredDuringExecution?: Record<string, never>
}

export interface ExtraMetadata {
  labels?: Record<string, string>
  annotations?: Record<string, string>
}

/** Exactly one of its fields is meant to be set. */
export interface CanaryStep {
  setWeight?: number
  pause?: Pause
  experiment?: Experiment
  analysis?: StepAnalysis
  setCanaryScale?: SetCanaryScale
  setHeaderRoute?: SetHeaderRoute
  setMirrorRoute?: SetMirrorRoute
  plugin?: { name?: string; config?: unknown }
}

export interface Pause {
  duration?: number | string
}

export interface SetCanaryScale {
  weight?: number
  replicas?: number
  matchTrafficWeight?: boolean
}

export interface SetHeaderRoute {
  name?: string
  match?: HeaderMatch[]
}

export interface HeaderMatch {
  headerName?: string
  headerValue?: StringMatch
}

export interface StringMatch {
  exact?: string
  prefix?: string
  regex?: string
}

export interface SetMirrorRoute {
  name?: string
  match?: MirrorMatch[]
  percentage?: number
}

export interface MirrorMatch {
  method?: StringMatch
  path?: StringMatch
  headers?: Record<string, StringMatch>
}

export interface Experiment {
  templates?: ExperimentTemplate[]
  duration?: string
  analyses?: ExperimentAnalysis[]
  [field: string]: unknown
}

export interface ExperimentTemplate {
  name?: string
  specRef?: string
  weight?: number
  [field: string]: unknown
}

export interface ExperimentAnalysis extends TemplateRef {
  name?: string
  args?: RunArgument[]
  requiredForCompletion?: boolean
}

export interface TemplateRef {
  templateName?: string
  clusterScope?: boolean
}

export interface StepAnalysis {
  templates?: TemplateRef[]
  args?: RunArgument[]
  dryRun?: { metricName?: string }[]
  measurementRetention?: { metricName?: string; limit?: number }[]
  analysisRunMetadata?: ExtraMetadata
}

export interface BackgroundAnalysis extends StepAnalysis {
  startingStep?: number
}

export interface RunArgument {
  name?: string
  value?: string
  valueFrom?: { podTemplateHashValue?: string; fieldRef?: { fieldPath?: string } }
}

export interface TrafficRouting {
  istio?: IstioRouting
  nginx?: NginxRouting
  alb?: AlbRouting
  smi?: { rootService?: string; trafficSplitName?: string }
  ambassador?: { mappings?: string[] }
  appMesh?: JsonMap
  traefik?: { weightedTraefikServiceName?: string }
  apisix?: JsonMap
  plugins?: JsonMap
  managedRoutes?: ManagedRoute[]
  maxTrafficWeight?: number
}

export interface ManagedRoute {
  name?: string
}

export interface IstioRouting {
  virtualService?: IstioVirtualServiceRef
  virtualServices?: IstioVirtualServiceRef[]
  destinationRule?: IstioDestinationRuleRef
}

export interface IstioVirtualServiceRef {
  name?: string
  routes?: string[]
  tlsRoutes?: { port?: number; sniHosts?: string[] }[]
  tcpRoutes?: { port?: number }[]
}

export interface IstioDestinationRuleRef {
  name?: string
  canarySubsetName?: string
  stableSubsetName?: string
  additionalSubsetNames?: string[]
}

export interface NginxRouting {
  stableIngress?: string
  stableIngresses?: string[]
  [field: string]: unknown
}

export interface AlbRouting {
  ingress?: string
  ingresses?: string[]
  rootService?: string
  [field: string]: unknown
}
