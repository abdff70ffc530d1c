import { flow } from '../../../values/quote.ts'
import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { metricsOf, successRate } from './metrics.ts'

export const metricThresholdDeprecated: ReleaseRule = {
  reads: 'release',
  code: 'FL121',
  twins: ['DT036'],
  title: 'The deprecated threshold of a metric',
  severity: 'info',
  why: 'threshold is deprecated in favour of thresholdRange, which says whether a least or a most is meant. For request-success-rate a threshold is the least, for everything else the most.',
  evidence: 'Flagger 1.44, pkg/apis/flagger/v1beta1/canary.go, CanaryMetric; scheduler_metrics.go.',
  help: 'Write thresholdRange with min or max; `serin lint --fix` does.',
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
            «threshold»: 99
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
    return metricsOf(view).flatMap(({ metric: { name, threshold, thresholdRange }, path }) => {
      if (threshold === undefined) return []
      const at = { path: `${path}/threshold`, part: 'key' } as const
      if (thresholdRange) return { ...at, message: `the threshold of ${name} is ignored beside thresholdRange` }
      const limit = name === successRate ? 'min' : 'max'
      return {
        ...at,
        message: `threshold is deprecated; thresholdRange.${limit} means the same`,
        fix: [
          { ...at, text: 'thresholdRange' },
          { path: at.path, text: flow({ [limit]: threshold }) },
        ],
      }
    })
  },
}
