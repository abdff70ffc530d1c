import type { JsonMap } from '../values/json.ts'

/** Pod templates as far as rules look into them; schemas/rollout-kubernetes.schema.json has all fields. */
export interface PodTemplate {
  metadata?: { labels?: Record<string, string>; annotations?: Record<string, string>; [field: string]: unknown }
  spec?: PodSpec
}

export interface LabelSelector {
  matchLabels?: Record<string, string>
  matchExpressions?: LabelRequirement[]
}

export interface LabelRequirement {
  key?: string
  operator?: string
  values?: string[]
}

export interface PodSpec {
  containers?: Container[]
  initContainers?: Container[]
  ephemeralContainers?: Container[]
  volumes?: Volume[]
  [field: string]: unknown
}

export interface Container {
  name?: string
  image?: string
  ports?: ContainerPort[]
  env?: EnvVar[]
  [field: string]: unknown
}

export interface ContainerPort {
  name?: string
  containerPort?: number
  hostPort?: number
  hostIP?: string
  protocol?: string
}

export interface EnvVar {
  name?: string
  value?: string
  valueFrom?: JsonMap
}

export interface Volume {
  name?: string
  [source: string]: unknown
}
