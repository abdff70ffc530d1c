import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { metricsOf } from './metrics.ts'
import { webhooksOf } from './webhooks.ts'

const analysis = (webhooks: string) => `
  interval: 1m
  threshold: 5
  stepWeight: 10
  «metrics»:
    - name: request-success-rate
      interval: 1m
      thresholdRange: {min: 99}
${webhooks}`

export const noTraffic: ReleaseRule = {
  reads: 'release',
  code: 'FL138',
  twins: ['DT011'],
  title: 'Metrics without a load test',
  severity: 'info',
  why: 'A check without any request is "no values found", a failed check. Without a load test the canary has only what real users send it, which at night and at a few percent may be nothing, and the rollout is rolled back.',
  evidence:
    'Flagger 1.44, pkg/controller/scheduler_metrics.go; fluxcd/flagger#1035, #191 and others: the most frequent question.',
  help: 'Add a webhook that sends requests while the analysis runs, unless the app always has traffic.',
  bad: () => manifests(canary({ analysis: analysis('') })),
  good: () =>
    manifests(
      canary({
        analysis: analysis(`
  webhooks:
    - name: load-test
      url: http://flagger-loadtester.test/
      metadata:
        cmd: hey -z 1m -q 10 http://shop-canary.prod/
`).replaceAll(/[«»]/g, ''),
      }),
    ),
  check(view) {
    const measured = metricsOf(view).length > 0
    const tested = webhooksOf(view).some(({ webhook: { type = '' } }) => ['', 'rollout', 'pre-rollout'].includes(type))
    if (!measured || tested) return []
    const message = 'no webhook sends requests: without traffic of its own the canary fails its checks'
    return [{ path: '/spec/analysis/metrics', part: 'key', message }]
  },
}
