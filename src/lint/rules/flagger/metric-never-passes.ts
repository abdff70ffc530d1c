import type { Metric } from '../../../flagger/canary.ts'
import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { duration, isUnlimited, limitsOf, metricsOf, successRate } from './metrics.ts'

export const metricNeverPasses: ReleaseRule = {
  reads: 'release',
  code: 'FL113',
  title: 'A threshold that no value meets',
  severity: 'error',
  why: 'A success rate is a percentage from 0 to 100, a duration is above 0, and no value is above max and below min at once. A limit beyond that fails every check, and every rollout is rolled back.',
  evidence:
    'Flagger 1.44, pkg/controller/scheduler_metrics.go and pkg/metrics/observers; durations are cut to whole milliseconds.',
  help: 'Write a limit that values can meet.',
  bad: () =>
    manifests(
      canary({
        analysis: `
        interval: 1m
        threshold: 5
        stepWeight: 10
        metrics:
          - name: request-success-rate
            interval: 1m
            thresholdRange:
              min: «150»
      `,
      }),
    ),
  good: () =>
    manifests(
      canary({
        analysis: `
        interval: 1m
        threshold: 5
        stepWeight: 10
        metrics:
          - name: request-success-rate
            interval: 1m
            thresholdRange:
              min: 99.5
      `,
      }),
    ),
  check(view) {
    return metricsOf(view).flatMap(({ metric, path }) => {
      const found = isUnlimited(metric) ? null : impossible(metric)
      if (!found) return []
      const limit = metric.thresholdRange ? `thresholdRange/${found.limit}` : 'threshold'
      return { path: `${path}/${limit}`, message: `no canary passes ${metric.name}: ${found.why}` }
    })
  },
}

function impossible(metric: Metric): { limit: 'min' | 'max'; why: string } | null {
  const { min, max } = limitsOf(metric)
  if (min !== undefined && max !== undefined && min > max)
    return { limit: 'min', why: `no value is above ${min} and below ${max}` }
  if (metric.name === successRate) {
    if (min !== undefined && min > 100) return { limit: 'min', why: `a percentage is never ${min}` }
    if (max !== undefined && max < 0) return { limit: 'max', why: `a percentage is never below ${max}` }
  }
  if (metric.name === duration && max !== undefined && max < 1) {
    return { limit: 'max', why: `${max} ms is cut to ${Math.trunc(max)}, and every duration is above that` }
  }
  return null
}
