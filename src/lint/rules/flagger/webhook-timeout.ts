import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { failureOf, timeoutOf, webhooksOf } from './webhooks.ts'

const analysis = (timeout: string) => `
  interval: 1m
  threshold: 5
  stepWeight: 10
  webhooks:
    - name: acceptance
      type: pre-rollout
      url: http://flagger-loadtester.test/
      timeout: ${timeout}
`

export const webhookTimeout: ReleaseRule = {
  reads: 'release',
  code: 'FL134',
  title: 'A timeout that Flagger cannot read',
  severity: 'error',
  why: 'The CRD only looks at how the timeout begins, so that it takes 30sec. Flagger cannot read it and does not call the webhook at all: a gate stays closed, a check fails every time.',
  evidence: 'Flagger 1.44, pkg/controller/webhook.go, callWebhook; the pattern of the CRD, ^[0-9]+(m|s), has no end.',
  help: 'Write a number with its unit, such as 30s or 1m.',
  bad: () => manifests(canary({ analysis: analysis('«30sec»') })),
  good: () => manifests(canary({ analysis: analysis('30s') })),
  check(view) {
    return webhooksOf(view).flatMap(({ webhook, path }) => {
      const { name, timeout = '' } = webhook
      if (!/^[0-9]+(m|s)/.test(timeout) || timeoutOf(webhook) !== null) return []
      const { stops, outcome } = failureOf(webhook)
      return {
        path: `${path}/timeout`,
        message: `the webhook ${name} is never called, because ${timeout} is no duration: ${outcome}`,
        ...(!stops && { severity: 'warning' as const }),
      }
    })
  },
}
