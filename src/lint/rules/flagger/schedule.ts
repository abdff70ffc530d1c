import type { Analysis } from '../../../flagger/canary.ts'
import { parseDuration } from '../../../flagger/go/duration.ts'
import type { ReleaseView } from '../../view/release.ts'

/** How Flagger brings a canary in (Flagger 1.44, DeploymentStrategy and advanceCanary). */
export type Strategy = 'canary' | 'ab-testing' | 'blue-green'

export function strategyOf({ analysis, provider }: ReleaseView): Strategy {
  if (provider === 'kubernetes') return 'blue-green'
  if ((analysis.iterations ?? 0) <= 0) return 'canary'
  return (analysis.match ?? []).length > 0 ? 'ab-testing' : 'blue-green'
}

/** Whether Flagger analyses at all. */
export function isAnalysed({ spec }: ReleaseView): boolean {
  return spec.analysis !== undefined && spec.skipAnalysis !== true && spec.suspend !== true
}

const total = 100

/** The weights of a canary, one after the other, and whether it gets to its promotion. */
export interface Weights {
  weights: number[]
  /** Why Flagger stays at the last weight for ever; null when it does not. */
  stuck: 'no step' | 'below maxWeight' | null
}

/** Flagger 1.44, pkg/controller/scheduler.go: maxWeight, nextStepWeight and runCanary. */
export function weightsOf(analysis: Analysis): Weights {
  const { stepWeight = 0, stepWeights = [], maxWeight = 0 } = analysis
  const last = stepWeights.at(-1)
  const max = last !== undefined ? Math.min(total, last) : maxWeight > 0 ? maxWeight : total
  const weights: number[] = []
  for (let weight = 0; ; ) {
    const step = nextStep(weight, stepWeight, stepWeights)
    if (step <= 0) return { weights, stuck: 'no step' }
    if (weight >= max) return { weights, stuck: null }
    if (weight >= total) return { weights, stuck: 'below maxWeight' }
    weight = Math.min(total, weight + step)
    weights.push(weight)
  }
}

function nextStep(weight: number, stepWeight: number, stepWeights: readonly number[]): number {
  const [first] = stepWeights
  if (stepWeight > 0 || first === undefined) return stepWeight
  const most = total - weight
  if (most === 0) return 1
  if (weight === 0) return Math.min(most, first)
  const at = stepWeights.indexOf(weight)
  const next = at < 0 ? undefined : stepWeights[at + 1]
  return next === undefined ? most : Math.min(most, next - weight)
}

const second = 1e9

/** Nanoseconds between two checks (GetAnalysisInterval): a minute when the text is no duration, 10s at least. */
export function intervalOf({ interval = '' }: Analysis): number {
  return Math.max(10 * second, parseDuration(interval) ?? 60 * second)
}

/** How many checks a rollout takes that goes well: null when it never ends. */
export function checksOf(view: ReleaseView): number | null {
  const { analysis, provider } = view
  if (strategyOf(view) !== 'canary') {
    const { iterations = 0 } = analysis
    return iterations > 0 ? iterations : provider === 'kubernetes' ? 10 : null
  }
  const { weights, stuck } = weightsOf(analysis)
  return stuck ? null : weights.length
}

/** `90s`, `5m`, `1h30m` */
export function inWords(nanoseconds: number): string {
  const seconds = Math.round(nanoseconds / second)
  if (seconds < 120) return `${seconds}s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 120) return `${minutes}m`
  const rest = minutes % 60
  return `${Math.floor(minutes / 60)}h${rest > 0 ? `${rest}m` : ''}`
}
