import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { isAnalysed, strategyOf, weightsOf } from './schedule.ts'

export const maxAboveTotal: ReleaseRule = {
  reads: 'release',
  code: 'FL103',
  title: 'A maxWeight that is never reached',
  severity: 'error',
  why: 'Flagger promotes when the weight has reached maxWeight, and a weight cannot exceed 100. With a maxWeight above that the canary gets all the traffic and the analysis goes on for ever; the primary is never updated.',
  evidence: 'Flagger 1.44, pkg/controller/scheduler.go, runCanary; the CRD sets no limit.',
  help: 'Set maxWeight to 100 or less.',
  bad: () =>
    manifests(
      canary({
        analysis: `
        interval: 1m
        threshold: 5
        maxWeight: «500»
        stepWeight: 10
      `,
      }),
    ),
  good: () =>
    manifests(
      canary({
        analysis: `
        interval: 1m
        threshold: 5
        maxWeight: 100
        stepWeight: 10
      `,
      }),
    ),
  check(view) {
    if (!isAnalysed(view) || strategyOf(view) !== 'canary') return []
    if (weightsOf(view.analysis).stuck !== 'below maxWeight') return []
    const message = `maxWeight ${view.analysis.maxWeight} is never reached: the canary stays at 100 percent and is not promoted`
    return [{ path: '/spec/analysis/maxWeight', message }]
  },
}
