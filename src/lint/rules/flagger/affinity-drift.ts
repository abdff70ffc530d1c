import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'

const service = 'port: 80\nmatch: [{uri: {prefix: /api}}]'
const analysis = (cookies: string) => `
  interval: 1m
  threshold: 5
  maxWeight: 50
  stepWeight: 10
  sessionAffinity:
    ${cookies}
`

export const affinityDrift: ReleaseRule = {
  reads: 'release',
  code: 'FL133',
  title: 'Routes that nobody watches',
  severity: 'info',
  why: 'When Flagger compares its VirtualService with what is there it leaves out routes that match the cookies, by looking for their names. Without primaryCookieName it looks for an empty name, which every route with a match contains: whatever somebody changes in them stays.',
  evidence: 'Flagger 1.44, pkg/router/istio.go, ignoreCookieRouteFunc.',
  help: 'Set primaryCookieName, which keeps clients on the primary, too.',
  bad: () => manifests(canary({ service, analysis: analysis('«cookieName»: shop-canary') })),
  good: () =>
    manifests(canary({ service, analysis: analysis('cookieName: shop-canary\n    primaryCookieName: shop-primary') })),
  check({ analysis: { sessionAffinity }, service: { match = [] }, provider }) {
    if (provider !== 'istio' || !sessionAffinity || sessionAffinity.primaryCookieName || match.length === 0) return []
    const message = 'without primaryCookieName Flagger no longer notices changes to the routes that have a match'
    return [{ path: '/spec/analysis/sessionAffinity/cookieName', part: 'key', message }]
  },
}
