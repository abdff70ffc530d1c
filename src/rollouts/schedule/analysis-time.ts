import type { Metric } from '../analysis-template.ts'
import { goDuration } from '../duration.ts'
import { amount } from '../validate/metrics.ts'

/** Seconds that an analysis takes when all goes well, and until it fails when nothing does; null for never. */
export interface AnalysisTime {
  success: number | null
  failure: number | null
}

/** All metrics run beside each other: the slowest decides about success, the first to fail about failure. */
export function analysisTime(metrics: readonly Metric[]): AnalysisTime {
  const times = metrics.map(metricTime)
  const failures = times.flatMap(({ failure }) => (failure === null ? [] : [failure]))
  return {
    success: times.some(({ success }) => success === null)
      ? null
      : Math.max(0, ...times.map(({ success }) => success ?? 0)),
    failure: failures.length === 0 ? null : Math.min(...failures),
  }
}

/** Argo Rollouts 1.10, analysis/analysis.go assessMetricStatus: a metric ends at its count, or at enough successes in a row. */
function metricTime(metric: Metric): AnalysisTime {
  const interval = seconds(metric.interval)
  const delay = seconds(metric.initialDelay)
  const written = amount(metric.count, 0)
  const count =
    written === 0 || written === null ? ((metric.interval ?? '') === '' ? 1 : Number.POSITIVE_INFINITY) : written
  const successes = amount(metric.consecutiveSuccessLimit, 0) || Number.POSITIVE_INFINITY
  const failures = amount(metric.failureLimit, 0) ?? 0
  const good = Math.min(count, successes)
  const bad = failures < 0 ? Number.POSITIVE_INFINITY : failures + 1
  const after = (measurements: number) =>
    measurements === Number.POSITIVE_INFINITY ? null : delay + (measurements - 1) * interval
  return { success: after(good), failure: bad > count ? null : after(bad) }
}

function seconds(duration: string | undefined): number {
  return (duration === undefined ? 0 : goDuration(duration)) ?? 0
}
