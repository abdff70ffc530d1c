import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { routerOf } from './providers.ts'
import { isAnalysed } from './schedule.ts'

const analysis = `
  interval: 1m
  threshold: 5
  iterations: 10
  «match»:
    - headers:
        x-canary: {exact: insider}
`

export const matchUnsupported: ReleaseRule = {
  reads: 'release',
  code: 'FL126',
  title: 'An A/B test with a provider that has none',
  severity: 'warning',
  why: 'The routers of these providers do not read analysis.match. Flagger runs an A/B test all the same, and in an A/B test the canary gets all the traffic that the route sends it: every request, from the first iteration on. The provider kubernetes makes a blue-green rollout of it.',
  evidence: 'Flagger 1.44, pkg/controller/scheduler.go, runAB: SetRoutes(0, 100); pkg/router.',
  help: 'Remove match, or use istio, gatewayapi, contour, gloo, nginx or appmesh.',
  bad: () => manifests(canary({ spec: 'provider: linkerd', analysis })),
  good: () => manifests(canary({ spec: 'provider: istio', analysis: analysis.replaceAll(/[«»]/g, '') })),
  check(view) {
    const { analysis: own, provider } = view
    if (!isAnalysed(view) || (own.match ?? []).length === 0 || routerOf(provider).abTest) return []
    const outcome = provider === 'kubernetes' ? 'there is no A/B test' : 'every request goes to the canary'
    return [
      {
        path: '/spec/analysis/match',
        part: 'key',
        message: `the provider ${provider} does not read match: ${outcome}`,
      },
    ]
  },
}
