import type { JsonMap } from '../values/json.ts'
import { groupOf, type Manifest, type ObjectMeta } from '../values/manifest.ts'
import { kedaTypes } from './go/keda.ts'
import { kubernetesTypes } from './go/kubernetes.ts'
import type { GoTypes, Struct } from './go/types.ts'
import { readAnyHpa } from './hpa-versions.ts'
import type { Labels } from './labels.ts'
import { hideValues } from './secrets.ts'

/** A kind of object that the controller reads or writes, with the Go type it goes through. */
export interface Kind<T extends Manifest = Manifest> {
  apiVersion: string
  kind: string
  /** Group and kind: versions of one group are the same object. */
  key: string
  /** It lives in no namespace. */
  clusterScoped: boolean
  readonly type: Struct
  /** What the API server makes of other versions and spellings before the controller reads them. */
  read: (object: JsonMap) => JsonMap
  /** Only here to tie the type of the objects to the kind. */
  readonly example?: T
}

export function kind<T extends Manifest>(
  apiVersion: string,
  name: string,
  types: GoTypes,
  options: { clusterScoped?: boolean; read?: (object: JsonMap) => JsonMap } = {},
): Kind<T> {
  return {
    apiVersion,
    kind: name,
    key: kindKey(apiVersion, name),
    clusterScoped: options.clusterScoped ?? false,
    get type() {
      return types.get(name)
    },
    read: options.read ?? (object => object),
  }
}

export function kindKey(apiVersion: string, kind: string): string {
  return `${groupOf(apiVersion)}/${kind}`
}

export interface PodTemplate {
  metadata?: Partial<ObjectMeta>
  spec?: PodSpec
}
export interface PodSpec {
  containers?: Container[]
  initContainers?: Container[]
  volumes?: Volume[]
  nodeSelector?: Labels
  topologySpreadConstraints?: { labelSelector?: LabelSelector }[]
  affinity?: { podAntiAffinity?: PodAntiAffinity; [field: string]: unknown }
  [field: string]: unknown
}
export interface Container {
  name: string
  ports?: { name?: string; containerPort?: number }[]
  env?: { valueFrom?: { configMapKeyRef?: ConfigReference; secretKeyRef?: ConfigReference } }[]
  envFrom?: { configMapRef?: ConfigReference; secretRef?: ConfigReference }[]
  [field: string]: unknown
}
export interface Volume {
  configMap?: ConfigReference
  secret?: { secretName?: string; optional?: boolean }
  projected?: { sources?: { configMap?: ConfigReference; secret?: ConfigReference }[] }
  [field: string]: unknown
}
export interface ConfigReference {
  name?: string
  optional?: boolean
}
export interface PodAntiAffinity {
  preferredDuringSchedulingIgnoredDuringExecution?: { podAffinityTerm?: { labelSelector?: LabelSelector } }[]
  requiredDuringSchedulingIgnoredDuringExecution?: { labelSelector?: LabelSelector }[]
}
export interface LabelSelector {
  matchLabels?: Labels
  matchExpressions?: { key: string; operator: string; values?: string[] }[]
}

export interface Deployment extends Manifest {
  spec?: {
    replicas?: number
    selector?: LabelSelector
    template?: PodTemplate
    strategy?: JsonMap
    minReadySeconds?: number
    revisionHistoryLimit?: number
    progressDeadlineSeconds?: number
  }
}
export interface DaemonSet extends Manifest {
  spec?: {
    selector?: LabelSelector
    template?: PodTemplate
    updateStrategy?: { type?: string }
    minReadySeconds?: number
    revisionHistoryLimit?: number
  }
}
export interface ServicePort {
  name?: string
  protocol?: string
  appProtocol?: string
  port?: number
  targetPort?: number | string
  nodePort?: number
}
export interface Service extends Manifest {
  spec?: {
    type?: string
    clusterIP?: string
    selector?: Labels
    ports?: ServicePort[]
    trafficDistribution?: string
  }
}
export interface ConfigMap extends Manifest {
  data?: Labels
}
export interface Secret extends Manifest {
  type?: string
  data?: Labels
}
export interface Hpa extends Manifest {
  spec?: {
    scaleTargetRef?: { apiVersion?: string; kind?: string; name?: string }
    minReplicas?: number
    maxReplicas?: number
    metrics?: JsonMap[]
    behavior?: JsonMap
  }
}
export interface ScaledObject extends Manifest {
  spec?: {
    scaleTargetRef?: { apiVersion?: string; kind?: string; name?: string; envSourceContainerName?: string }
    minReplicaCount?: number
    maxReplicaCount?: number
    advanced?: { horizontalPodAutoscalerConfig?: { name?: string; behavior?: JsonMap } }
    triggers?: { name?: string; type?: string; metadata?: Labels }[]
    [field: string]: unknown
  }
}
export interface IngressPath {
  backend?: { service?: { name: string; port?: JsonMap } }
  [field: string]: unknown
}
export interface Ingress extends Manifest {
  spec?: { rules?: { host?: string; http?: { paths?: IngressPath[] } }[]; [field: string]: unknown }
}

export const deployments = kind<Deployment>('apps/v1', 'Deployment', kubernetesTypes)
export const daemonSets = kind<DaemonSet>('apps/v1', 'DaemonSet', kubernetesTypes)
export const services = kind<Service>('v1', 'Service', kubernetesTypes)
export const configMaps = kind<ConfigMap>('v1', 'ConfigMap', kubernetesTypes)
export const secrets = kind<Secret>('v1', 'Secret', kubernetesTypes, { read: hideValues })
export const hpas = kind<Hpa>('autoscaling/v2', 'HorizontalPodAutoscaler', kubernetesTypes, { read: readAnyHpa })
export const ingresses = kind<Ingress>('networking.k8s.io/v1', 'Ingress', kubernetesTypes)
export const scaledObjects = kind<ScaledObject>('keda.sh/v1alpha1', 'ScaledObject', kedaTypes)
