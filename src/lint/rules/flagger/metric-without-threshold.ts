import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { duration, isUnlimited, metricsOf, successRate } from './metrics.ts'

export const metricWithoutThreshold: ReleaseRule = {
  reads: 'release',
  code: 'FL112',
  title: 'A metric without a threshold',
  severity: 'warning',
  why: 'Without thresholdRange Flagger compares with a threshold of 0. A success rate is never below 0, so that it checks nothing; a duration is always above 0, so that every check fails and every rollout is rolled back; any other metric passes at 0 and below only. An empty thresholdRange checks nothing at all.',
  evidence: 'Flagger 1.44, pkg/controller/scheduler_metrics.go, runBuiltinMetricChecks and runMetricChecks.',
  help: 'Write thresholdRange with the least (min) or the most (max) that is right.',
  bad: () =>
    manifests(
      canary({
        analysis: `
        interval: 1m
        threshold: 5
        stepWeight: 10
        metrics:
          - «name»: request-success-rate
            interval: 1m
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
      if (!isUnlimited(metric)) return []
      const { name, thresholdRange } = metric
      const at = { path: `${path}/name`, part: 'key' } as const
      if (thresholdRange || name === successRate)
        return { ...at, message: `the metric ${name} has no limit: every canary passes` }
      if (name === duration)
        return {
          ...at,
          severity: 'error',
          message: `the metric ${name} has no limit: no canary passes, for every duration is above 0`,
        }
      return { ...at, message: `the metric ${name} has no limit: only values of 0 and below pass` }
    })
  },
}
