import type { JsonMap } from '../../../values/json.ts'
import { isMap } from '../../../values/json.ts'
import type { MetricProvider } from '../../analysis-template.ts'
import type { Shape } from '../condition.ts'

/** Of a MetricTemplate (Flagger 1.44, pkg/apis/flagger/v1beta1/metric.go). */
export interface TemplateProvider {
  type?: string
  address?: string
  region?: string
  insecureSkipVerify?: boolean
  secretRef?: { name?: string }
  headers?: Record<string, string[]>
}

export interface Ported {
  provider: MetricProvider
  shape: Shape
  /** What is left to do by hand; null when nothing is. */
  todo: string | null
}

/** Each provider of Flagger that Argo Rollouts has too (Flagger 1.44, pkg/metrics/providers/factory.go). */
const providers: { [type: string]: (template: TemplateProvider, query: string, interval: string) => Ported } = {
  prometheus: (template, query) => ({
    provider: {
      prometheus: {
        ...(template.address && { address: template.address }),
        query,
        ...(template.insecureSkipVerify && { insecure: true }),
        ...(template.headers && { headers: headersOf(template.headers) }),
      },
    },
    shape: 'list',
    todo: template.secretRef
      ? `Put the credentials of Secret ${template.secretRef.name ?? ''} into prometheus.authentication.`
      : null,
  }),
  datadog: (_, query, interval) => ({
    provider: { datadog: { interval, query } },
    shape: 'number',
    todo: 'Put api-key, app-key and address into a Secret named datadog in the namespace of the controller.',
  }),
  graphite: (template, query) => ({
    provider: { graphite: { ...(template.address && { address: template.address }), query } },
    shape: 'list',
    todo: template.secretRef ? 'Graphite is asked without credentials; let it answer without them.' : null,
  }),
  influxdb: (_, query) => ({
    provider: { influxdb: { profile: 'influxdb', query } },
    shape: 'list',
    todo: 'Put address, authToken and org into a Secret named influxdb in the namespace of the controller.',
  }),
  newrelic: (template, query) => ({
    provider: { newRelic: { profile: template.secretRef?.name ?? 'newrelic', query } },
    shape: 'number',
    todo: 'The result is a map by the names of the query’s columns: name one in the condition. Put personal-api-key, account-id and region into the Secret.',
  }),
  cloudwatch: (_, query, interval) => ({
    provider: { cloudWatch: { interval, metricDataQueries: dataQueries(query) } },
    shape: 'list',
    todo: 'The result is a list of the queries’ results: the condition needs result[0].values[0]. The keys of the query begin in lower case.',
  }),
}

/** Null for a provider that Argo Rollouts does not have. Flagger takes an unknown type for Prometheus. */
export function portProvider(template: TemplateProvider, query: string, interval: string): Ported | null {
  const type = template.type ?? 'prometheus'
  if (unsupported.has(type)) return null
  const port = Object.hasOwn(providers, type) ? providers[type] : providers['prometheus']
  return port ? port(template, query, interval) : null
}

const unsupported: ReadonlySet<string> = new Set(['externalmetrics', 'stackdriver', 'dynatrace', 'keptn', 'splunk'])

function headersOf(headers: Record<string, string[]>): { key: string; value: string }[] {
  return Object.entries(headers).flatMap(([key, values]) => values.map(value => ({ key, value })))
}

/** Flagger's query is CloudWatch's own JSON, whose keys are capitalised; Argo Rollouts spells them as Kubernetes does. */
function dataQueries(query: string): JsonMap[] {
  try {
    const parsed: unknown = JSON.parse(query)
    return Array.isArray(parsed) ? parsed.filter(isMap).map(uncapitalise) : []
  } catch {
    return []
  }
}

function uncapitalise(map: JsonMap): JsonMap {
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => {
      const items = Array.isArray(value) ? value.map(item => (isMap(item) ? uncapitalise(item) : item)) : value
      return [key.charAt(0).toLowerCase() + key.slice(1), isMap(items) ? uncapitalise(items) : items]
    }),
  )
}
