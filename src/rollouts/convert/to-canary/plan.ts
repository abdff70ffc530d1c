import type { Webhook } from '../../../flagger/canary.ts'
import type { Pointer } from '../../../values/pointer.ts'
import type { Metric } from '../../analysis-template.ts'
import { pauseSeconds } from '../../duration.ts'
import type { CanaryStep, RunArgument, StepAnalysis } from '../../rollout.ts'
import { type GivenTemplate, templatesOf } from '../../validate/analysis.ts'
import { amount } from '../../validate/metrics.ts'
import { type Purpose, purposeOf, webhookOf } from './measures.ts'
import type { Source } from './source.ts'

export const canaryPath = '/spec/strategy/canary'

/** The steps of a Rollout in the words of a Canary, with what did not fit, by its path. */
export interface ReadPlan {
  /** Weights that rise; the others are in `fallen`. */
  weights: number[]
  fallen: Pointer[]
  /** Pauses with an end. */
  pauses: { seconds: number; written: string; path: Pointer }[]
  /** Pauses without, by where they stand. */
  gates: { type: GateType; path: Pointer }[]
  webhooks: Webhook[]
  measures: Measure[]
  /** One interval of copied requests before the first weight. */
  mirror: { weight: number } | null
  /** How often checks have to be good one after the other: more than once means iterations. */
  times: number
  threshold: number
  /** Of a metric, where no pause tells it. */
  interval: string | null
  missing: { kind: string; name: string; path: Pointer }[]
}

export type GateType = 'confirm-rollout' | 'confirm-traffic-increase' | 'confirm-promotion'

export interface Measure {
  metric: Metric
  template: GivenTemplate
  args: readonly RunArgument[]
  path: Pointer
}

/** A metric that a step or the background asks. */
interface Asked extends Measure {
  purpose: Purpose
  /** Index of the step; null in the background. */
  step: number | null
}

export function readPlan(source: Source): ReadPlan {
  const steps = source.strategy.steps ?? []
  const { asked, missing } = askedBy(source, steps)
  const { weights, fallen } = risingWeights(steps)
  const pauses = steps.flatMap(({ pause }, i) => {
    const seconds = pauseSeconds(pause?.duration)
    return pause && seconds !== null ? [{ seconds, written: writtenPause(pause.duration), path: at(i, 'pause') }] : []
  })
  const checked = asked.filter(({ purpose }) => purpose === 'measure' || purpose === 'hook')
  return {
    weights,
    fallen,
    pauses,
    gates: steps.flatMap(({ pause }, i) =>
      pause && pause.duration === undefined ? [{ type: gateAt(steps, i), path: at(i, 'pause') }] : [],
    ),
    webhooks: distinctHooks(asked.flatMap(one => hookOf(steps, one, asked))),
    measures: distinct(asked.filter(({ purpose }) => purpose === 'measure')),
    mirror: mirrorOf(steps),
    times: Math.max(1, ...checked.map(({ metric }) => timesOf(metric))),
    threshold:
      checked.length === 0 ? 1 : Math.min(...checked.map(({ metric }) => (amount(metric.failureLimit, 0) ?? 0) + 1)),
    interval: checked.find(({ metric }) => metric.interval)?.metric.interval ?? null,
    missing,
  }
}

export function at(step: number, key: keyof CanaryStep): Pointer {
  return `${canaryPath}/steps/${step}/${key}`
}

/** A number of seconds has no unit in a pause. */
function writtenPause(duration: number | string | undefined): string {
  return typeof duration === 'number' || /^\d+$/.test(duration ?? '') ? `${duration}s` : (duration ?? '')
}

function askedBy(source: Source, steps: readonly CanaryStep[]): { asked: Asked[]; missing: ReadPlan['missing'] } {
  const asked: Asked[] = []
  const missing: ReadPlan['missing'] = []
  const ask = (analysis: StepAnalysis, path: Pointer, step: number | null) => {
    const found = templatesOf(analysis.templates ?? [], source.namespace, source.templates)
    missing.push(...found.missing.map(one => ({ ...one, path })))
    for (const template of found.found) {
      for (const metric of template.template.spec.metrics ?? []) {
        asked.push({ metric, template, args: analysis.args ?? [], path, step, purpose: purposeOf(metric) })
      }
    }
  }
  for (const [i, { analysis }] of steps.entries()) if (analysis) ask(analysis, at(i, 'analysis'), i)
  if (source.strategy.analysis) ask(source.strategy.analysis, `${canaryPath}/analysis`, null)
  return { asked, missing }
}

function risingWeights(steps: readonly CanaryStep[]): Pick<ReadPlan, 'weights' | 'fallen'> {
  const weights: number[] = []
  const fallen: Pointer[] = []
  for (const [i, { setWeight }] of steps.entries()) {
    if (setWeight === undefined) continue
    if (setWeight > (weights.at(-1) ?? 0)) weights.push(setWeight)
    else fallen.push(at(i, 'setWeight'))
  }
  return { weights, fallen }
}

function mirrorOf(steps: readonly CanaryStep[]): ReadPlan['mirror'] {
  const first = steps.findIndex(step => step.setWeight !== undefined && step.setWeight > 0)
  const before = first < 0 ? steps : steps.slice(0, first)
  const route = before.find(step => step.setMirrorRoute?.match)?.setMirrorRoute
  return route && mirrorsAll(route.match) ? { weight: route.percentage ?? 0 } : null
}

/** Flagger copies every request, or none. */
export function mirrorsAll(
  match: { method?: unknown; path?: { prefix?: string }; headers?: unknown }[] | undefined,
): boolean {
  const [only, ...others] = match ?? []
  return others.length === 0 && only?.path?.prefix === '/' && !only.method && !only.headers
}

/** Before everything it confirms the rollout, right before a weight its increase, else the promotion. */
function gateAt(steps: readonly CanaryStep[], index: number): GateType {
  const next = steps[index + 1]
  const weighted = steps.slice(0, index).some(step => step.setWeight !== undefined)
  if (next === undefined || steps.slice(index + 1).every(isGate))
    return weighted ? 'confirm-promotion' : 'confirm-rollout'
  if (index === 0) return 'confirm-rollout'
  return 'confirm-traffic-increase'
}

function isGate(step: CanaryStep): boolean {
  return (step.pause !== undefined && step.pause.duration === undefined) || step.analysis !== undefined
}

function hookOf(steps: readonly CanaryStep[], one: Asked, all: readonly Asked[]): Webhook[] {
  const { purpose, metric, step } = one
  if (purpose === 'rollback') return [webhookOf(metric, 'rollback')]
  if (purpose === 'gate') return [webhookOf(metric, gateType(steps, one, all))]
  if (purpose !== 'hook') return []
  const weight = steps.findIndex(each => each.setWeight !== undefined)
  const early = step !== null && (weight < 0 || step < weight) && !afterPause(steps, step)
  return [webhookOf(metric, early ? 'pre-rollout' : 'rollout')]
}

/** Checks come after an interval of traffic, or of waiting. */
function afterPause(steps: readonly CanaryStep[], index: number): boolean {
  const { pause } = steps[index - 1] ?? {}
  return pause?.duration !== undefined
}

/** A gate that stands before several weights is one; the last time it is asked is before the promotion. */
function gateType(steps: readonly CanaryStep[], { template, step }: Asked, all: readonly Asked[]): GateType {
  const places = new Set(all.filter(other => other.template === template).map(other => other.step ?? 0))
  const beforeWeight = [...places].some(index => steps[index + 1]?.setWeight !== undefined)
  if (places.size === 1 && step === 0) return 'confirm-rollout'
  if (places.size > 1 || (beforeWeight && !isLastWeight(steps, step ?? 0))) return 'confirm-traffic-increase'
  return 'confirm-promotion'
}

/** In a blue/green rollout the promotion is confirmed before the only weight. */
function isLastWeight(steps: readonly CanaryStep[], index: number): boolean {
  return steps.filter(step => step.setWeight !== undefined).length === 1 && index > 0
}

function timesOf(metric: Metric): number {
  const successes = amount(metric.consecutiveSuccessLimit, 0) ?? 0
  if (successes > 0) return successes
  const count = amount(metric.count, 0) ?? 0
  return Math.max(1, count - (amount(metric.failureLimit, 0) ?? 0))
}

function distinct(measures: Asked[]): Measure[] {
  const seen = new Set<string>()
  return measures.filter(({ metric, template }) => {
    const key = JSON.stringify([template.ref.kind, template.ref.name.replace(/-live-checks$/, '-checks'), metric.name])
    return seen.has(key) ? false : seen.add(key)
  })
}

function distinctHooks(webhooks: Webhook[]): Webhook[] {
  const seen = new Set<string>()
  return webhooks.filter(webhook => {
    const key = JSON.stringify(webhook)
    return seen.has(key) ? false : seen.add(key)
  })
}
