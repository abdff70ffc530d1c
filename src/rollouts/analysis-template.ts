import type { JsonMap } from '../values/json.ts'
import type { ObjectMeta } from '../values/manifest.ts'
import type { TemplateRef } from './rollout.ts'

/** An AnalysisTemplate or ClusterAnalysisTemplate; schemas/analysis-template.schema.json has the meaning of each field. */
export interface AnalysisTemplate {
  apiVersion: string
  kind: string
  metadata: Partial<ObjectMeta>
  spec: AnalysisTemplateSpec
}

export interface AnalysisTemplateSpec {
  metrics?: Metric[]
  args?: TemplateArgument[]
  dryRun?: { metricName?: string }[]
  measurementRetention?: { metricName?: string; limit?: number }[]
  templates?: TemplateRef[]
}

export interface TemplateArgument {
  name?: string
  value?: string
  valueFrom?: JsonMap
}

export interface Metric {
  name?: string
  interval?: string
  initialDelay?: string
  count?: number | string
  successCondition?: string
  failureCondition?: string
  failureLimit?: number | string
  inconclusiveLimit?: number | string
  consecutiveErrorLimit?: number | string
  consecutiveSuccessLimit?: number | string
  provider?: MetricProvider
}

/** Exactly one of its fields is meant to be set. */
export interface MetricProvider {
  prometheus?: PrometheusMetric
  web?: WebMetric
  [provider: string]: unknown
}

export interface PrometheusMetric {
  address?: string
  query?: string
  timeout?: number
  insecure?: boolean
  headers?: { key?: string; value?: string }[]
  [field: string]: unknown
}

export interface WebMetric {
  method?: string
  url?: string
  headers?: { key?: string; value?: string }[]
  timeoutSeconds?: number
  jsonPath?: string
  insecure?: boolean
  jsonBody?: unknown
  body?: string
  [field: string]: unknown
}
