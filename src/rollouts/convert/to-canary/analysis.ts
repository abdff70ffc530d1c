import type { Analysis, HttpMatch, Metric, Webhook } from '../../../flagger/canary.ts'
import { intervalOf } from '../../../flagger/plan.ts'
import { type JsonMap, sameData } from '../../../values/json.ts'
import type { Manifest } from '../../../values/manifest.ts'
import { mapsOf } from '../../data.ts'
import { type Measured, measuredOf } from './measures.ts'
import type { GateType, Measure, ReadPlan } from './plan.ts'
import type { Source } from './source.ts'

/** The analysis of the Canary, and the metric templates it needs. */
export interface ReadAnalysis {
  analysis: Analysis
  templates: Manifest[]
  measured: { measure: Measure; result: Measured }[]
}

const defaultInterval = '1m'

export function analysisOf(source: Source, plan: ReadPlan): ReadAnalysis {
  const measured = plan.measures.map(measure => ({
    measure,
    result: measuredOf(source, measure.template, measure.metric, measure.args),
  }))
  const metrics: Metric[] = measured.flatMap(({ result }) => ('metric' in result ? [result.metric] : []))
  const webhooks = [...plan.webhooks, ...gateHooks(source, plan)]
  const analysis: Analysis = {
    interval: interval(plan),
    threshold: plan.threshold,
    ...progress(source, plan),
    ...(plan.mirror && { mirror: true }),
    ...(plan.mirror && plan.mirror.weight > 0 && { mirrorWeight: plan.mirror.weight }),
    ...ready(source),
    ...(metrics.length > 0 && { metrics }),
    ...(webhooks.length > 0 && { webhooks }),
  }
  const templates = measured.flatMap(({ result }) => ('metric' in result && result.template ? [result.template] : []))
  return { analysis, templates, measured }
}

/** Weights, or iterations at all of the traffic, or at none of it. */
function progress(source: Source, plan: ReadPlan): Partial<Analysis> {
  const match = testMatch(source)
  const only = plan.weights.length <= 1 && (plan.weights[0] ?? 100) === 100
  if (only && (plan.times > 1 || match)) return { iterations: plan.times, ...(match && { match }) }
  return { ...weights(plan.weights), ...(match && { match }) }
}

/** Equal steps from nothing are `stepWeight`; all others are listed. */
function weights(list: readonly number[]): Partial<Analysis> {
  const [first] = list
  if (first === undefined) return { stepWeight: 100, maxWeight: 100 }
  const even = list.every((weight, i) => weight === Math.min(100, first * (i + 1)))
  return even ? { stepWeight: first, maxWeight: list.at(-1) ?? first } : { stepWeights: [...list] }
}

/** In an A/B test only the route that matches has weights, and the other one leads to the stable pods alone. */
export function testMatch({ route, otherRoutes }: Source): HttpMatch[] | null {
  if (!route || !isAbTest({ route, otherRoutes })) return null
  const own = mapsOf(route['match'])
  const service = mapsOf(otherRoutes[0]?.['match'])
  if (service.length === 0) return own as HttpMatch[]
  const conditions = own.map(
    ({ headers, sourceLabels }): JsonMap => ({
      ...(headers !== undefined && { headers }),
      ...(sourceLabels !== undefined && { sourceLabels }),
    }),
  )
  return conditions.filter((one, i) => conditions.findIndex(other => sameData(one, other)) === i) as HttpMatch[]
}

export function isAbTest({ route, otherRoutes }: Pick<Source, 'route' | 'otherRoutes'>): boolean {
  const [other, ...more] = otherRoutes
  if (!route || !other || more.length > 0 || mapsOf(route['match']).length === 0) return false
  const { name: _, match: __, route: ___, ...settings } = route
  const { name: ____, match: _____, route: destinations, ...otherSettings } = other
  return sameData(settings, otherSettings) && mapsOf(destinations).length === 1
}

/** The longest pause, or else the interval of a check. */
function interval(plan: ReadPlan): string {
  const longest = plan.pauses.filter(({ seconds }) => seconds > 0).sort((a, b) => b.seconds - a.seconds)[0]
  const written = longest?.written ?? plan.interval ?? defaultInterval
  return /h/.test(written) ? `${intervalOf(written)}s` : written
}

function ready({ strategy }: Source): Partial<Analysis> {
  const { type, value } = strategy.replicaProgressThreshold ?? {}
  return type === 'Percent' && value !== undefined ? { canaryReadyThreshold: value } : {}
}

function gateHooks({ options }: Source, plan: ReadPlan): Webhook[] {
  const types = new Set<GateType>(plan.gates.map(({ type }) => type))
  return [...types].map(type => ({ name: type, type, url: options.gateUrl }))
}
