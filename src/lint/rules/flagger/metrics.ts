import type { Metric } from '../../../flagger/canary.ts'
import { type Pointer, pointer } from '../../../values/pointer.ts'
import type { ReleaseView } from '../../view/release.ts'

export const successRate = 'request-success-rate'
export const duration = 'request-duration'
export const builtIn: readonly string[] = [successRate, duration]

/** The metrics of a Canary with their places; none when nothing is analysed. */
export function metricsOf({ analysis, spec }: ReleaseView): { metric: Metric; path: Pointer }[] {
  if (spec.skipAnalysis === true) return []
  return (analysis.metrics ?? []).map((metric, i) => ({ metric, path: pointer('spec', 'analysis', 'metrics', i) }))
}

/** What a metric has to be: Flagger reads `threshold` as the least success rate, and as the most of anything else. */
export function limitsOf({ name, threshold = 0, thresholdRange }: Metric): { min?: number; max?: number } {
  if (thresholdRange) return thresholdRange
  return name === successRate ? { min: threshold } : { max: threshold }
}

export function isUnlimited({ threshold = 0, thresholdRange }: Metric): boolean {
  if (thresholdRange) return thresholdRange.min === undefined && thresholdRange.max === undefined
  return threshold === 0
}
