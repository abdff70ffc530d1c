import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { builtIn, metricsOf } from './metrics.ts'

/** Units from years to milliseconds, each once and the larger before the smaller (Prometheus, model.ParseDuration). */
const prometheus = /^(?=.)(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$/

export const metricInterval: ReleaseRule = {
  reads: 'release',
  code: 'FL120',
  title: 'An interval that Prometheus cannot read',
  severity: 'error',
  why: 'The interval of a metric is put into the query as it is: rate(…[1mzzz]). The CRD only looks at how it begins; Prometheus refuses the query, every check fails, and every rollout is rolled back.',
  evidence:
    'Flagger 1.44, pkg/metrics/observers; the pattern of the CRD has no end; Prometheus, querying basics, durations.',
  help: 'Write a number with its unit, such as 30s, 1m or 1m30s.',
  bad: () =>
    manifests(
      canary({
        analysis: `
        interval: 1m
        threshold: 5
        stepWeight: 10
        metrics:
          - name: request-success-rate
            interval: «1min»
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
    return metricsOf(view).flatMap(({ metric: { name, query, interval = '' }, path }) => {
      const inQuery = builtIn.includes(name) || query
      if (!inQuery || !/^[0-9]+(m|s)/.test(interval)) return []
      if (prometheus.test(interval) && !/^[0ywdhms]+$/.test(interval)) return []
      return { path: `${path}/interval`, message: `${name}: Prometheus cannot look back ${interval}` }
    })
  },
}
