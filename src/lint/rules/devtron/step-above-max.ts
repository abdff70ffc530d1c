import { values } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'
import { chartWeights } from './weights.ts'

export const stepAboveMax: ValuesRule = {
  reads: 'values',
  code: 'DT029',
  title: 'The first step is beyond maxWeight',
  severity: 'error',
  why: 'Flagger looks at maxWeight before a step, not after it: with a stepWeight above maxWeight the canary gets the whole stepWeight at once, more than maxWeight allows, and is promoted after that one check.',
  evidence: 'Flagger 1.44, pkg/controller/scheduler.go, runCanary.',
  help: 'Make stepWeight a part of maxWeight.',
  bad: () =>
    values(`
    flaggerCanary:
      enabled: true
      serviceport: 80
      analysis:
        maxWeight: «10»
        stepWeight: 30
  `),
  good: () =>
    values(`
    flaggerCanary:
      enabled: true
      serviceport: 80
      analysis:
        maxWeight: 30
        stepWeight: 10
  `),
  check(view) {
    const weights = chartWeights(view)
    if (!weights || weights.step <= weights.max) return []
    const { step, max } = weights
    return [
      {
        path: '/flaggerCanary/analysis/maxWeight',
        message: `maxWeight is ${max}, but the first step takes the canary to ${step} percent`,
        related: [{ object: null, path: '/flaggerCanary/analysis/stepWeight', message: 'the step' }],
      },
    ]
  },
}
