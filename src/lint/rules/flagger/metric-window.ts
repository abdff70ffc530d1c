import { parseDuration } from '../../../flagger/go/duration.ts'
import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { metricsOf } from './metrics.ts'
import { checksOf, intervalOf, inWords } from './schedule.ts'

export const metricWindow: ReleaseRule = {
  reads: 'release',
  code: 'FL115',
  twins: ['DT030'],
  title: 'A metric that looks back beyond the rollout',
  severity: 'warning',
  why: 'The interval of a metric is how far its query looks back. One that is longer than the whole analysis mixes the canary with what ran before it, and a canary that has just turned bad hides behind its good start.',
  evidence: 'Flagger 1.44, pkg/metrics/observers: rate(…[{{ interval }}]).',
  help: 'Make the interval of the metric no longer than a few checks.',
  bad: () =>
    manifests(
      canary({
        analysis: `
        interval: 10s
        threshold: 5
        maxWeight: 50
        stepWeight: 10
        metrics:
          - name: request-success-rate
            interval: «10m»
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
        maxWeight: 50
        stepWeight: 10
        metrics:
          - name: request-success-rate
            interval: 1m
            thresholdRange: {min: 99}
      `,
      }),
    ),
  check(view) {
    const checks = checksOf(view)
    if (checks === null) return []
    const whole = checks * intervalOf(view.analysis)
    return metricsOf(view).flatMap(({ metric: { name, interval = '' }, path }) => {
      const window = parseDuration(interval)
      if (window === null || window <= whole) return []
      return {
        path: `${path}/interval`,
        message: `${name} looks back ${interval}, but the whole analysis takes ${inWords(whole)}`,
      }
    })
  },
}
