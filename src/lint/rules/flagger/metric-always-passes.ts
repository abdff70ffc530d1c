import type { Metric } from '../../../flagger/canary.ts'
import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { duration, isUnlimited, limitsOf, metricsOf, successRate } from './metrics.ts'

export const metricAlwaysPasses: ReleaseRule = {
  reads: 'release',
  code: 'FL114',
  twins: ['DT032'],
  title: 'A threshold that every value meets',
  severity: 'warning',
  why: 'A success rate is a percentage: min: 0.99 lets a canary pass that answers one request of a hundred. A limit that no value can break checks nothing.',
  evidence: 'Flagger 1.44, pkg/metrics/observers: 100 × good ÷ all requests; durations in milliseconds.',
  help: 'Write the percentage, 99 for ninety-nine percent, and durations in milliseconds.',
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
              min: «0.99»
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
              min: 99
      `,
      }),
    ),
  check(view) {
    return metricsOf(view).flatMap(({ metric, path }) => {
      const found = isUnlimited(metric) ? null : idle(metric)
      if (!found) return []
      const limit = metric.thresholdRange ? `thresholdRange/${found.limit}` : 'threshold'
      return {
        path: `${path}/${limit}`,
        message: found.why,
        ...(found.meant !== undefined && { suggestion: String(found.meant) }),
      }
    })
  },
}

function idle(metric: Metric): { limit: 'min' | 'max'; why: string; meant?: number } | null {
  const { min, max } = limitsOf(metric)
  if (metric.name === successRate) {
    if (min !== undefined && min > 0 && min <= 1) {
      return { limit: 'min', why: `a success rate of ${min} is ${min} percent`, meant: Number((min * 100).toFixed(4)) }
    }
    if (min !== undefined && min <= 0 && (max ?? 100) >= 100)
      return { limit: 'min', why: `a success rate is never below ${min}` }
    if (min === undefined && max !== undefined && max >= 100)
      return { limit: 'max', why: 'a success rate is never above 100' }
  }
  if (metric.name === duration && max === undefined && min !== undefined) {
    return { limit: 'min', why: min > 0 ? 'a least duration lets every slow canary pass' : 'every duration is above 0' }
  }
  return null
}
