import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { isAnalysed, strategyOf } from './schedule.ts'

export const maxIgnored: ReleaseRule = {
  reads: 'release',
  code: 'FL105',
  title: 'A maxWeight that counts for nothing',
  severity: 'info',
  why: 'With stepWeights the last of them is the highest weight, and with iterations there are no weights at all: maxWeight is not read.',
  evidence:
    'Flagger 1.44, pkg/controller/scheduler.go, maxWeight; fluxcd/flagger, docs/gitbook/usage/deployment-strategies.md.',
  help: 'Leave maxWeight out.',
  bad: () =>
    manifests(
      canary({
        analysis: `
        interval: 1m
        threshold: 5
        maxWeight: «50»
        stepWeights: [10, 20, 80]
      `,
      }),
    ),
  good: () =>
    manifests(
      canary({
        analysis: `
        interval: 1m
        threshold: 5
        stepWeights: [10, 20, 80]
      `,
      }),
    ),
  check(view) {
    const { maxWeight = 0, stepWeights = [], stepWeight = 0 } = view.analysis
    if (!isAnalysed(view) || maxWeight === 0) return []
    const path = '/spec/analysis/maxWeight'
    if (strategyOf(view) !== 'canary')
      return [{ path, message: 'maxWeight is ignored: this rollout has iterations, not weights' }]
    const last = stepWeights.at(-1)
    if (last === undefined || stepWeight > 0 || last === maxWeight) return []
    return [{ path, message: `maxWeight ${maxWeight} is ignored: the last of the stepWeights is ${last}` }]
  },
}
