import { type Canary, providerOf } from './canary.ts'
import { parseDuration } from './go/duration.ts'
import type { Settings } from './settings.ts'

/** What a Canary asks the scheduler to do, with Flagger's defaults (Flagger 1.44, pkg/apis/flagger/v1beta1/canary.go). */
export interface Plan {
  provider: string
  strategy: Strategy
  /** Seconds between two ticks. */
  interval: number
  /** Failed checks that end the rollout. */
  threshold: number
  /** The weight at which the canary is promoted; a step may go beyond it. */
  maxWeight: number
  stepWeight: number
  stepWeights: readonly number[]
  /** 0: all traffic goes back to the primary at once. */
  stepWeightPromotion: number
  iterations: number
  mirror: boolean
  skipAnalysis: boolean
}

export type Strategy = 'canary' | 'ab-testing' | 'blue-green'

const wholeTraffic = 100
const kubernetesIterations = 10

export function planOf({ spec }: Canary, settings: Pick<Settings, 'meshProvider'>): Plan {
  const { analysis } = spec
  const provider = providerOf(spec, settings)
  // Without a mesh there are no weights: the analysis has iterations, and nobody matches (pkg/controller/scheduler.go).
  const alone = provider === 'kubernetes'
  const iterations = alone && !isPositive(analysis.iterations) ? kubernetesIterations : (analysis.iterations ?? 0)
  const matches = !alone && (analysis.match ?? []).length > 0
  return {
    provider,
    strategy: iterations > 0 ? (matches ? 'ab-testing' : 'blue-green') : 'canary',
    interval: intervalOf(analysis.interval),
    threshold: isPositive(analysis.threshold) ? analysis.threshold : 1,
    maxWeight: maxWeightOf(analysis.stepWeights ?? [], analysis.maxWeight),
    stepWeight: analysis.stepWeight ?? 0,
    stepWeights: analysis.stepWeights ?? [],
    stepWeightPromotion: analysis.stepWeightPromotion ?? 0,
    iterations,
    mirror: analysis.mirror ?? false,
    skipAnalysis: spec.skipAnalysis ?? false,
  }
}

const defaultInterval = 60
export const shortestInterval = 10

/** Anything that is no duration is a minute, and nothing is shorter than ten seconds. */
export function intervalOf(text = ''): number {
  const nanos = parseDuration(text)
  return nanos === null ? defaultInterval : Math.max(shortestInterval, nanos / 1e9)
}

/** The last of the step weights decides, whatever `maxWeight` says. */
function maxWeightOf(stepWeights: readonly number[], maxWeight: number | undefined): number {
  const last = stepWeights.at(-1)
  if (last !== undefined) return Math.min(wholeTraffic, last)
  return isPositive(maxWeight) ? maxWeight : wholeTraffic
}

/** How far the weight goes from here; nothing happens when it is not positive (nextStepWeight of scheduler.go). */
export function nextStep({ stepWeight, stepWeights }: Plan, weight: number): number {
  const [first] = stepWeights
  if (stepWeight > 0 || first === undefined) return stepWeight
  const rest = wholeTraffic - weight
  // At 100 any step leads to the promotion.
  if (rest === 0) return 1
  if (weight === 0) return Math.min(rest, first)
  const next = stepWeights[stepWeights.indexOf(weight) + 1]
  return stepWeights.includes(weight) && next !== undefined ? Math.min(rest, next - weight) : rest
}

function isPositive(value: number | undefined): value is number {
  return value !== undefined && value > 0
}
