import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { builtIn, metricsOf } from './metrics.ts'

export const metricRunsTwice: ReleaseRule = {
  reads: 'release',
  code: 'FL119',
  title: "A metric of one's own with the name of a built-in one",
  severity: 'warning',
  why: "A metric called request-success-rate or request-duration always runs Flagger's own query. With a templateRef or a query beside it both run and both have to meet the one threshold.",
  evidence: 'Flagger 1.44, pkg/controller/scheduler_metrics.go: the name decides first, then query, then templateRef.',
  help: 'Give the metric another name.',
  bad: () =>
    manifests(
      canary({
        analysis: `
        interval: 1m
        threshold: 5
        stepWeight: 10
        metrics:
          - name: «request-success-rate»
            interval: 1m
            templateRef: {name: success-rate}
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
          - name: success-rate
            interval: 1m
            templateRef: {name: success-rate}
            thresholdRange: {min: 99}
      `,
      }),
    ),
  check(view) {
    return metricsOf(view).flatMap(({ metric: { name, query, templateRef }, path }) => {
      if (!builtIn.includes(name) || !(query || templateRef)) return []
      const own = templateRef ? `the template ${templateRef.name}` : 'the query'
      return { path: `${path}/name`, message: `${name} runs Flagger's own check, and ${own}, too` }
    })
  },
}
