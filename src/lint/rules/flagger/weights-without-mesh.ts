import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { isAnalysed } from './schedule.ts'

export const weightsWithoutMesh: ReleaseRule = {
  reads: 'release',
  code: 'FL146',
  title: 'Weights that nothing can set',
  severity: 'warning',
  why: 'The provider kubernetes has no route with weights. Flagger makes a blue-green rollout of ten iterations instead of the weights: the canary has no traffic but that of the load test until it is promoted.',
  evidence:
    'Flagger 1.44, pkg/controller/scheduler.go: "Progressive traffic is not supported when using the kubernetes provider".',
  help: 'Set iterations, which says how many checks there are, or choose a provider with routes.',
  bad: () =>
    manifests(
      canary({ spec: 'provider: kubernetes', analysis: 'interval: 1m\nthreshold: 5\nmaxWeight: 50\nstepWeight: «10»' }),
    ),
  good: () =>
    manifests(canary({ spec: 'provider: kubernetes', analysis: 'interval: 1m\nthreshold: 5\niterations: 5' })),
  check(view) {
    const { stepWeight, stepWeights, iterations = 0 } = view.analysis
    if (!isAnalysed(view) || view.provider !== 'kubernetes' || iterations > 0) return []
    const field = stepWeights ? 'stepWeights' : stepWeight !== undefined ? 'stepWeight' : null
    if (field === null) return []
    return [
      {
        path: `/spec/analysis/${field}`,
        message: 'the provider kubernetes has no weights: ten iterations without traffic are made of them',
      },
    ]
  },
}
