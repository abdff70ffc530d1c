import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { isAnalysed, strategyOf, weightsOf } from './schedule.ts'

export const pastMax: ReleaseRule = {
  reads: 'release',
  code: 'FL104',
  twins: ['DT029', 'DT030'],
  title: 'A weight beyond maxWeight',
  severity: 'warning',
  why: 'Flagger looks at maxWeight before a step, not after it. A maxWeight that is no multiple of stepWeight is exceeded by the last step, one below stepWeight by the first: the canary gets more traffic than maxWeight says.',
  evidence: 'Flagger 1.44, pkg/controller/scheduler.go, runCanary: weights are cut at 100, not at maxWeight.',
  help: 'Take a multiple of stepWeight for maxWeight.',
  bad: () =>
    manifests(
      canary({
        analysis: `
        interval: 1m
        threshold: 5
        maxWeight: «50»
        stepWeight: 20
      `,
      }),
    ),
  good: () =>
    manifests(
      canary({
        analysis: `
        interval: 1m
        threshold: 5
        maxWeight: 60
        stepWeight: 20
      `,
      }),
    ),
  check(view) {
    const { maxWeight = 0, stepWeight = 0 } = view.analysis
    if (!isAnalysed(view) || strategyOf(view) !== 'canary' || stepWeight <= 0 || maxWeight <= 0) return []
    const last = weightsOf(view.analysis).weights.at(-1) ?? 0
    if (last <= maxWeight || maxWeight > 100) return []
    const message = `steps of ${stepWeight} take the canary to ${last} percent, beyond maxWeight ${maxWeight}`
    return [{ path: '/spec/analysis/maxWeight', message }]
  },
}
