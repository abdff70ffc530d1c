import type { Metric as CanaryMetric } from '../../../flagger/canary.ts'
import { isMap } from '../../../values/json.ts'
import type { Manifest } from '../../../values/manifest.ts'
import type { Metric } from '../../analysis-template.ts'
import { conditionOf, type Range } from '../condition.ts'
import { portProvider, type TemplateProvider } from './providers.ts'
import { builtInQuery, isBuiltIn, type Target } from './queries.ts'
import type { Source } from './source.ts'

const defaultWindow = '1m'

/** A metric of the Canary in the words of an AnalysisTemplate, or why it is not there. */
export type PortedMetric =
  | { metric: Metric; origin: 'built-in' | 'template' | 'query'; todo: string | null }
  | { missing: 'provider' | 'template' | 'query' }

/** Without limits and counts; those are the plan's. */
export function portMetric(source: Source, metric: CanaryMetric): PortedMetric {
  const window = metric.interval || defaultWindow
  const { name } = metric
  const target = targetOf(source)
  if (isBuiltIn(name)) {
    const range = name === 'request-duration' ? wholeMilliseconds(rangeOfMetric(metric)) : rangeOfMetric(metric)
    const query = builtInQuery(name, target, window)
    return {
      metric: { name, successCondition: conditionOf(range, 'list'), ...prometheus(source, query) },
      origin: 'built-in',
      todo: null,
    }
  }
  if (metric.query) {
    const query = render(metric.query, source, metric, window)
    const successCondition = conditionOf(rangeOfMetric(metric), 'list')
    return { metric: { name, successCondition, ...prometheus(source, query) }, origin: 'query', todo: null }
  }
  if (!metric.templateRef) return { missing: 'query' }
  const template = templateOf(source, metric)
  if (!template) return { missing: 'template' }
  const ported = portProvider(template.provider, render(template.query, source, metric, window), window)
  if (!ported) return { missing: 'provider' }
  const successCondition = conditionOf(rangeOfMetric(metric), ported.shape)
  return { metric: { name, successCondition, provider: ported.provider }, origin: 'template', todo: ported.todo }
}

export function targetOf({ canary, names, options }: Source): Target {
  return { namespace: canary.namespace, workload: names.target, canaryService: names.canary, split: options.split }
}

/** `threshold` is the older form: a minimum of the success rate, a maximum of everything else; 0 when it is left out. */
function rangeOfMetric({ name, threshold = 0, thresholdRange }: CanaryMetric): Range {
  if (thresholdRange) return thresholdRange
  return name === 'request-success-rate' ? { min: threshold } : { max: threshold }
}

/** Flagger cuts durations and their bounds to whole milliseconds (pkg/controller/scheduler_metrics.go). */
function wholeMilliseconds({ min, max }: Range): Range {
  return { ...(min !== undefined && { min: Math.trunc(min) }), ...(max !== undefined && { max: Math.trunc(max) }) }
}

function prometheus({ canary, options }: Source, query: string): Pick<Metric, 'provider'> {
  const address = canary.spec.metricsServer || options.metricsServer
  return { provider: { prometheus: { ...(address && { address }), query } } }
}

/** The variables of a query, by the names of Flagger's template functions (pkg/metrics/observers/render.go). */
function render(query: string, { canary, service }: Source, metric: CanaryMetric, window: string): string {
  const { name: target } = canary.spec.targetRef
  const values: { [name: string]: string } = {
    name: canary.name,
    namespace: canary.namespace,
    target,
    service: service.name || target,
    ingress: canary.spec.ingressRef?.name || target,
    route: canary.spec.routeRef?.name || target,
    interval: window,
  }
  const variables = metric.templateVariables ?? {}
  return query
    .replace(/\{\{-?\s*(\w+)\s*-?\}\}/g, (written, name: string) =>
      Object.hasOwn(values, name) ? (values[name] ?? '') : written,
    )
    .replace(/\{\{-?\s*variables\.(\w+)\s*-?\}\}/g, (written, name: string) => variables[name] ?? written)
    .split(/\s+/)
    .filter(word => word !== '')
    .join(' ')
}

interface GivenTemplate {
  provider: TemplateProvider
  query: string
}

function templateOf({ canary, release }: Source, { templateRef }: CanaryMetric): GivenTemplate | null {
  const namespace = templateRef?.namespace || canary.namespace
  const found = [...release.cluster.objects, ...release.authored].find(object =>
    isTemplate(object, templateRef?.name ?? '', namespace, release.namespace),
  )
  const spec = found?.['spec']
  if (!isMap(spec)) return null
  const provider: TemplateProvider = isMap(spec['provider']) ? spec['provider'] : {}
  return { provider, query: typeof spec['query'] === 'string' ? spec['query'] : '' }
}

function isTemplate({ kind, metadata }: Manifest, name: string, namespace: string, home: string): boolean {
  return kind === 'MetricTemplate' && metadata.name === name && (metadata.namespace ?? home) === namespace
}
