import type { Metric as CanaryMetric, Webhook } from '../../../flagger/canary.ts'
import { isMap } from '../../../values/json.ts'
import type { Manifest } from '../../../values/manifest.ts'
import type { Metric } from '../../analysis-template.ts'
import type { RunArgument } from '../../rollout.ts'
import type { GivenTemplate } from '../../validate/analysis.ts'
import { rangeOf } from '../condition.ts'
import { type BuiltIn, builtInQuery, type Target } from '../to-rollout/queries.ts'
import { unlimited } from '../to-rollout/webhooks.ts'
import type { Source } from './source.ts'

/** What a metric is for Flagger: a gate, a hook, a hook that rolls back, or something measured. */
export type Purpose = 'gate' | 'hook' | 'rollback' | 'measure'

/** A web metric without conditions only wants an answer; one that never gives up on errors waits for a yes. */
export function purposeOf({
  provider = {},
  failureCondition,
  successCondition,
  consecutiveErrorLimit,
}: Metric): Purpose {
  const { web } = provider
  if (!web || successCondition) return 'measure'
  if (failureCondition) return failureCondition.trim() === 'true' ? 'rollback' : 'measure'
  return Number(consecutiveErrorLimit ?? 0) >= unlimited ? 'gate' : 'hook'
}

export function webhookOf({ name = '', provider = {} }: Metric, type: string): Webhook {
  const { url = '', timeoutSeconds, insecure, jsonBody } = provider.web ?? {}
  const metadata = isMap(jsonBody) && isMap(jsonBody['metadata']) ? jsonBody['metadata'] : null
  return {
    name,
    type,
    url,
    ...(timeoutSeconds !== undefined && timeoutSeconds !== defaultTimeout && { timeout: `${timeoutSeconds}s` }),
    ...(insecure && { disableTLS: true }),
    ...(metadata && {
      metadata: Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, String(value)])),
    }),
  }
}

const defaultTimeout = 10

/** A measured metric for the Canary, with the MetricTemplate it needs, or why there is none. */
export type Measured =
  | { metric: CanaryMetric; template: Manifest | null; exact: boolean }
  | { lost: 'provider' | 'condition' | 'argument' }

export function measuredOf(
  source: Source,
  { template, ref }: GivenTemplate,
  metric: Metric,
  args: readonly RunArgument[],
): Measured {
  const condition = metric.successCondition
    ? rangeOf(metric.successCondition)
    : rangeOf(metric.failureCondition ?? '', true)
  if (!condition) return { lost: 'condition' }
  const { range: thresholdRange, same } = condition
  const query = metric.provider?.prometheus?.query?.trim()
  const builtIn = query === undefined ? null : builtInOf(source, metric.name ?? '', query)
  if (builtIn)
    return { metric: { name: builtIn.name, interval: builtIn.window, thresholdRange }, template: null, exact: same }
  const provider = providerOf(metric)
  if (!provider) return { lost: 'provider' }
  const values = new Map([...(template.spec.args ?? []), ...args].map(arg => [arg.name ?? '', arg.value]))
  const filled = fill(provider.query, values)
  if (filled === null) return { lost: 'argument' }
  const name = `${ref.name}-${metric.name ?? ''}`
  return {
    metric: { name: metric.name ?? '', templateRef: { name }, thresholdRange },
    template: {
      apiVersion: 'flagger.app/v1beta1',
      kind: 'MetricTemplate',
      metadata: { name, namespace: source.namespace },
      spec: { provider: provider.settings, query: filled },
    },
    exact: false,
  }
}

/** Each placeholder needs a value that stands in the objects. */
function fill(query: string, values: Map<string, string | undefined>): string | null {
  let complete = true
  const filled = query.replace(/\{\{\s*args\.([^}\s]+)\s*\}\}/g, (_, name: string) => {
    const value = values.get(name)
    if (value === undefined) complete = false
    return value ?? ''
  })
  return complete ? filled : null
}

const window = /\[([0-9a-z]+)\]/

/** Flagger's own checks, as serin writes them for a Rollout. */
function builtInOf(source: Source, name: string, query: string): { name: BuiltIn; window: string } | null {
  const [, written = ''] = window.exec(query) ?? []
  const target: Omit<Target, 'split'> = {
    namespace: source.namespace,
    workload: source.name,
    canaryService: source.canaryService,
  }
  for (const builtIn of ['request-success-rate', 'request-duration'] as const) {
    if (!name.startsWith(builtIn)) continue
    const splits = ['services', 'subsets'] as const
    if (splits.some(split => builtInQuery(builtIn, { ...target, split }, written) === query))
      return { name: builtIn, window: written }
  }
  return null
}

interface TemplateSource {
  settings: { type: string; address?: string }
  query: string
}

/** The providers that both have, by the name they have in a MetricTemplate. */
function providerOf({ provider = {} }: Metric): TemplateSource | null {
  const { prometheus, graphite, datadog, influxdb, newRelic } = provider
  if (prometheus)
    return {
      settings: { type: 'prometheus', ...(prometheus.address && { address: prometheus.address }) },
      query: prometheus.query ?? '',
    }
  for (const [type, settings] of Object.entries({ graphite, datadog, influxdb, newrelic: newRelic })) {
    if (!isMap(settings)) continue
    const { address, query } = settings
    if (typeof query !== 'string') return null
    return { settings: { type, ...(typeof address === 'string' && { address }) }, query }
  }
  return null
}
