import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { routerOf } from './providers.ts'
import { isAnalysed, strategyOf } from './schedule.ts'

export const mirrorStuck: ReleaseRule = {
  reads: 'release',
  code: 'FL106',
  title: 'Mirroring with a provider that cannot',
  severity: 'error',
  why: 'Before the first weight Flagger mirrors requests for one check, and then looks whether the route mirrors. A provider without mirroring never says that it does, so that Flagger repeats this step for ever and never shifts any traffic. The Gateway API mirrors in blue-green rollouts only. Without weights mirror has no effect.',
  evidence: 'Flagger 1.44, pkg/controller/scheduler.go, runCanary, and GetRoutes of each router; recorded.',
  help: 'Remove mirror, or use the provider istio.',
  bad: () =>
    manifests(
      canary({
        spec: 'provider: nginx\ningressRef: {apiVersion: networking.k8s.io/v1, kind: Ingress, name: shop}',
        analysis: `
        interval: 1m
        threshold: 5
        maxWeight: 50
        stepWeight: 10
        mirror: «true»
      `,
      }),
    ),
  good: () =>
    manifests(
      canary({
        spec: 'provider: istio',
        analysis: `
        interval: 1m
        threshold: 5
        maxWeight: 50
        stepWeight: 10
        mirror: true
      `,
      }),
    ),
  check(view) {
    const { analysis, provider } = view
    const { mirrors } = routerOf(provider)
    if (!isAnalysed(view) || !analysis.mirror || mirrors === 'always') return []
    const path = '/spec/analysis/mirror'
    if (strategyOf(view) === 'canary') {
      return [
        { path, message: `the provider ${provider} does not mirror: the rollout stays before its first step for ever` },
      ]
    }
    if (mirrors === 'iterations' && strategyOf(view) === 'blue-green') return []
    return [
      {
        path,
        severity: 'warning',
        message: `the provider ${provider} does not mirror here: the canary gets no copies of requests`,
      },
    ]
  },
}
