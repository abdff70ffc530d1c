import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { metricsOf } from './metrics.ts'

export const metricQueryDeprecated: ReleaseRule = {
  reads: 'release',
  code: 'FL122',
  title: 'The deprecated query of a metric',
  severity: 'info',
  why: 'A query in the Canary itself is deprecated in favour of a MetricTemplate, which says what it is asked of and can be shared.',
  evidence: 'Flagger 1.44, pkg/apis/flagger/v1beta1/canary.go, CanaryMetric.',
  help: 'Move the query to a MetricTemplate and refer to it with templateRef.',
  bad: () =>
    manifests(
      canary({
        analysis: `
        interval: 1m
        threshold: 5
        stepWeight: 10
        metrics:
          - name: errors
            interval: 1m
            «query»: sum(rate(errors_total[1m]))
            thresholdRange: {max: 1}
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
          - name: errors
            interval: 1m
            templateRef: {name: errors}
            thresholdRange: {max: 1}
      `,
      }),
    ),
  check(view) {
    return metricsOf(view).flatMap(({ metric: { name, query }, path }) =>
      query
        ? {
            path: `${path}/query`,
            part: 'key',
            message: `the query of ${name} is deprecated; a MetricTemplate replaces it`,
          }
        : [],
    )
  },
}
