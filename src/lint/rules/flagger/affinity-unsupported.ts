import { isTcp } from '../../../flagger/providers/istio.ts'
import { canary, manifests } from '../../example.ts'
import type { Hit, ReleaseRule } from '../../rule.ts'
import { routerOf } from './providers.ts'
import { isAnalysed, strategyOf } from './schedule.ts'

const analysis = `
  interval: 1m
  threshold: 5
  maxWeight: 50
  stepWeight: 10
  «sessionAffinity»:
    cookieName: shop-canary
    primaryCookieName: shop-primary
`

export const affinityUnsupported: ReleaseRule = {
  reads: 'release',
  code: 'FL131',
  title: 'Session affinity without an effect',
  severity: 'warning',
  why: 'Only the routers of Istio and the Gateway API set cookies. In an A/B test the routes of the test replace those with the cookies, and in a blue-green rollout all traffic moves at once: clients are not kept anywhere.',
  evidence: 'Flagger 1.44, pkg/router/istio.go and gateway_api.go, SetRoutes.',
  help: 'Remove sessionAffinity, or use weights with istio or gatewayapi.',
  bad: () => manifests(canary({ spec: 'provider: linkerd', analysis })),
  good: () => manifests(canary({ spec: 'provider: istio', analysis: analysis.replaceAll(/[«»]/g, '') })),
  check(view): Hit[] {
    const { analysis: own, provider, service } = view
    if (!isAnalysed(view) || !own.sessionAffinity || isTcp(service)) return []
    const at = { path: '/spec/analysis/sessionAffinity', part: 'key' } as const
    if (!routerOf(provider).affinity) return [{ ...at, message: `the provider ${provider} sets no cookies` }]
    if (provider === 'gatewayapi:v1beta1' && own.sessionAffinity.primaryCookieName) {
      return [
        {
          path: '/spec/analysis/sessionAffinity/primaryCookieName',
          message: 'the provider gatewayapi:v1beta1 knows no cookie for the primary',
        },
      ]
    }
    const strategy = strategyOf(view)
    if (strategy === 'canary' && (own.match ?? []).length === 0) return []
    const why =
      strategy === 'blue-green'
        ? 'a blue-green rollout moves everybody at once'
        : 'the routes of the A/B test replace those with the cookies'
    return [{ ...at, message: `sessionAffinity has no effect: ${why}` }]
  },
}
