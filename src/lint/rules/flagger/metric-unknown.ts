import { nearest } from '../../../values/nearest.ts'
import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { builtIn, metricsOf } from './metrics.ts'

export const metricUnknown: ReleaseRule = {
  reads: 'release',
  code: 'FL116',
  title: 'A metric that measures nothing',
  severity: 'error',
  why: 'Flagger has two metrics of its own, request-success-rate and request-duration. Any other needs a templateRef or a query; without one every check fails with "no usable metrics template and query were configured", and every rollout is rolled back.',
  evidence: 'Flagger 1.44, pkg/controller/scheduler_metrics.go, runMetricChecks.',
  help: 'Correct the name, or refer to a MetricTemplate.',
  bad: () =>
    manifests(
      canary({
        analysis: `
        interval: 1m
        threshold: 5
        stepWeight: 10
        metrics:
          - name: «request-sucess-rate»
            interval: 1m
            thresholdRange: {min: 99}
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
            thresholdRange: {min: 99}
      `,
      }),
    ),
  check(view) {
    return metricsOf(view).flatMap(({ metric: { name, query, templateRef }, path }) => {
      if (!name || builtIn.includes(name) || query || templateRef) return []
      const meant = nearest(name, builtIn)
      const message = `the metric ${name} is none of Flagger's own, and has no templateRef: every check fails`
      return {
        path: `${path}/name`,
        message,
        ...(meant !== undefined && { suggestion: meant, fix: [{ path: `${path}/name`, text: meant }] }),
      }
    })
  },
}
