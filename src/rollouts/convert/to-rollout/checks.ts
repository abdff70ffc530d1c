import type { Manifest } from '../../../values/manifest.ts'
import type { AnalysisTemplateSpec, Metric } from '../../analysis-template.ts'
import { defaults } from '../../defaults.ts'
import { portMetric } from './metrics.ts'
import { hashArgument } from './queries.ts'
import { type Source, webhooksOf } from './source.ts'
import { gateMetric, rollbackMetric, webMetric } from './webhooks.ts'

/** An AnalysisTemplate of the conversion; steps name it. */
export interface Template {
  /** Of the template, after the name of the Rollout. */
  role: Role
  metrics: Metric[]
}

export type Role =
  | 'checks'
  | 'live-checks'
  | 'pre-rollout'
  | 'confirm-rollout'
  | 'confirm-traffic-increase'
  | 'confirm-promotion'
  | 'rollback'

/** A check that Flagger does at every tick; `times` good ones in a row end it, `threshold` bad ones the rollout. */
export function holding(source: Source, metric: Metric, times: number): Metric {
  const { interval, plan } = source
  const repeats = Math.ceil((plan.threshold * plan.interval) / defaults.errorRetrySeconds) - 1
  return inOrder({
    ...metric,
    interval,
    count: plan.threshold - 1 + times,
    failureLimit: plan.threshold - 1,
    consecutiveSuccessLimit: times,
    consecutiveErrorLimit: Math.max(defaults.consecutiveErrorLimit, repeats),
  })
}

/** A check beside the steps: it never ends well by itself, and fails after so many bad ones. */
function watching(source: Source, metric: Metric): Metric {
  const { interval, plan } = source
  const repeats = Math.ceil((plan.threshold * plan.interval) / defaults.errorRetrySeconds) - 1
  const consecutiveErrorLimit = Math.max(defaults.consecutiveErrorLimit, repeats)
  return inOrder({ ...metric, interval, failureLimit: plan.threshold - 1, consecutiveErrorLimit })
}

/** What Flagger checks at every tick: the rollout hooks, then the metrics. */
export function checkMetrics(source: Source): Metric[] {
  const hooks = webhooksOf(source, 'rollout').map(webhook => webMetric(source, webhook, 'Progressing'))
  const metrics = (source.analysis.metrics ?? []).flatMap(metric => {
    const ported = portMetric(source, metric)
    return 'metric' in ported ? [ported.metric] : []
  })
  return distinct([...hooks, ...metrics])
}

/** All templates of the conversion, in the order in which they are asked. `times` is how often a check has to be good. */
export function templatesOf(source: Source): Template[] {
  const { options } = source
  const checks = checkMetrics(source)
  const gates = options.gates === 'analysis' ? gateTemplates(source) : []
  const before = webhooksOf(source, 'pre-rollout').map(webhook =>
    holding(source, webMetric(source, webhook, 'Progressing'), 1),
  )
  const back = webhooksOf(source, 'rollback').map(webhook => rollbackMetric(source, webhook))
  const times = timesOf(source)
  const held = checks.map(metric =>
    options.analysis === 'hold' ? holding(source, metric, times) : watching(source, metric),
  )
  const live = options.analysis === 'hold' && source.plan.strategy === 'blue-green' ? checks : []
  const templates: Template[] = [
    ...gates,
    { role: 'pre-rollout', metrics: distinct(before) },
    { role: 'checks', metrics: held },
    { role: 'live-checks', metrics: live.map(metric => holding(source, metric, 1)) },
    { role: 'rollback', metrics: distinct(back) },
  ]
  return templates.filter(({ metrics }) => metrics.length > 0)
}

/** How often a check has to be good before the rollout goes on: at each weight once, else as often as there are iterations. */
export function timesOf({ plan }: Source): number {
  return plan.strategy === 'canary' ? 1 : Math.max(1, plan.iterations)
}

const gateRoles = ['confirm-rollout', 'confirm-traffic-increase', 'confirm-promotion'] as const

function gateTemplates(source: Source): Template[] {
  return gateRoles.map(role => ({
    role,
    metrics: distinct(webhooksOf(source, role).map(webhook => gateMetric(source, webhook, phases[role]))),
  }))
}

/** The phase of the Canary in which Flagger asks. */
const phases = {
  'confirm-rollout': 'Waiting',
  'confirm-traffic-increase': 'Progressing',
  'confirm-promotion': 'Progressing',
} as const

export function templateName(source: Source, role: Role): string {
  return `${source.names.target}-${role}`
}

export function templateManifest(source: Source, { role, metrics }: Template): Manifest {
  const spec: AnalysisTemplateSpec = { ...(needsHash(metrics) && { args: [{ name: hashArgument }] }), metrics }
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: { name: templateName(source, role), namespace: source.canary.namespace },
    spec,
  }
}

export function needsHash(metrics: readonly Metric[]): boolean {
  return metrics.some(({ provider }) => provider?.prometheus?.query?.includes(`{{args.${hashArgument}}}`))
}

/** Metrics of one run need names of their own. */
function distinct(metrics: Metric[]): Metric[] {
  const seen = new Map<string, number>()
  return metrics.map(metric => {
    const { name = '' } = metric
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return count === 1 ? metric : { ...metric, name: `${name}-${count}` }
  })
}

/** In the order in which people write them. */
function inOrder({ name, interval, provider, successCondition, ...limits }: Metric): Metric {
  return {
    ...(name !== undefined && { name }),
    ...(interval !== undefined && { interval }),
    ...limits,
    ...(successCondition !== undefined && { successCondition }),
    ...(provider && { provider }),
  }
}
