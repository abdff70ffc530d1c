import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { intervalOf, inWords } from './schedule.ts'
import { timeoutOf, webhooksOf } from './webhooks.ts'

const analysis = (timeout: string) => `
  interval: 30s
  threshold: 5
  stepWeight: 10
  webhooks:
    - name: approval
      type: confirm-promotion
      url: http://flagger-loadtester.test/gate/check
      timeout: ${timeout}
`

export const webhookSlow: ReleaseRule = {
  reads: 'release',
  code: 'FL135',
  title: 'A webhook that outlasts the interval',
  severity: 'warning',
  why: 'Flagger waits for every webhook before it goes on. A gate is asked anew at each interval and should answer at once: one that may take longer than the interval delays all checks of this Canary, rollbacks included.',
  evidence: 'Flagger 1.44, pkg/controller/job.go: one run after the other; webhook.go.',
  help: 'Make the timeout shorter than analysis.interval; a gate that is not open yet is asked again.',
  bad: () => manifests(canary({ analysis: analysis('«5m»') })),
  good: () => manifests(canary({ analysis: analysis('10s') })),
  check(view) {
    const interval = intervalOf(view.analysis)
    return webhooksOf(view).flatMap(({ webhook, path }) => {
      const timeout = timeoutOf(webhook)
      // Waiting for an answer before the rollout, or after it, is what these two are for.
      if (timeout === null || timeout <= interval || webhook.type === 'pre-rollout' || webhook.type === 'post-rollout')
        return []
      if (webhook.timeout === undefined) return []
      return {
        path: `${path}/timeout`,
        message: `the webhook ${webhook.name} may take ${webhook.timeout}, longer than the interval of ${inWords(interval)}`,
      }
    })
  },
}
