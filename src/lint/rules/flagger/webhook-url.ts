import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { failureOf, webhooksOf } from './webhooks.ts'

const analysis = (url: string) => `
  interval: 1m
  threshold: 5
  stepWeight: 10
  webhooks:
    - name: load-test
      url: ${url}
      metadata:
        cmd: hey -z 1m http://shop-canary.prod/
`

export const webhookUrl: ReleaseRule = {
  reads: 'release',
  code: 'FL136',
  title: 'A webhook without an address that can be called',
  severity: 'error',
  why: 'Flagger calls webhooks over HTTP. A URL without http:// or https:// and a host is refused by its client before anything is sent ("unsupported protocol scheme"): a gate stays closed, a check fails every time.',
  evidence: 'Flagger 1.44, pkg/controller/webhook.go, callWebhook; Go, net/http.',
  help: 'Write the whole URL, such as http://flagger-loadtester.test/.',
  bad: () => manifests(canary({ analysis: analysis('«flagger-loadtester.test/»') })),
  good: () => manifests(canary({ analysis: analysis('http://flagger-loadtester.test/') })),
  check(view) {
    return webhooksOf(view).flatMap(({ webhook, path }) => {
      if (typeof webhook.url !== 'string' || /^https?:\/\/[^/?#\s]+/i.test(webhook.url)) return []
      const { stops, outcome } = failureOf(webhook)
      return {
        path: `${path}/url`,
        message: `the webhook ${webhook.name} cannot be called: ${outcome}`,
        ...(!stops && { severity: 'warning' as const }),
      }
    })
  },
}
