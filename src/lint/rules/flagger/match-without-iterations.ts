import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { isAnalysed, strategyOf } from './schedule.ts'

export const matchWithoutIterations: ReleaseRule = {
  reads: 'release',
  code: 'FL125',
  title: 'Conditions without iterations',
  severity: 'warning',
  why: 'An A/B test has match and iterations. With weights instead, Flagger raises the weights as in a canary release, but the route is that of an A/B test: only requests that match are shared, everybody else stays on the primary, and the metrics are those of few users.',
  evidence: 'Flagger 1.44, DeploymentStrategy of canary.go; pkg/router/istio.go, SetRoutes.',
  help: 'Set iterations instead of weights for an A/B test, or remove match.',
  bad: () =>
    manifests(
      canary({
        analysis: `
        interval: 1m
        threshold: 5
        maxWeight: 50
        stepWeight: 10
        «match»:
          - headers:
              x-canary: {exact: insider}
      `,
      }),
    ),
  good: () =>
    manifests(
      canary({
        analysis: `
        interval: 1m
        threshold: 5
        iterations: 10
        match:
          - headers:
              x-canary: {exact: insider}
      `,
      }),
    ),
  check(view) {
    if (!isAnalysed(view) || (view.analysis.match ?? []).length === 0 || strategyOf(view) !== 'canary') return []
    const message = 'match without iterations is no A/B test: the weights hold for matching requests alone'
    return [{ path: '/spec/analysis/match', part: 'key', message }]
  },
}
