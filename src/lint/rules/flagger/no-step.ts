import { mapAt, specOf } from '../../../devtron/fixes/access.ts'
import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { isAnalysed, strategyOf, weightsOf } from './schedule.ts'

export const noStep: ReleaseRule = {
  reads: 'release',
  code: 'FL101',
  title: 'A rollout that never begins',
  severity: 'error',
  why: 'Flagger shifts traffic only when the next step is above 0. With a stepWeight or iterations of 0 or less, or an empty list of stepWeights, it checks the metrics for ever, moves nothing and reports nothing: the new version is never released, and no event says why. Only the provider kubernetes takes ten iterations instead.',
  evidence:
    'Flagger 1.44, pkg/controller/scheduler.go, advanceCanary: `if c.nextStepWeight(cd, canaryWeight) > 0`; recorded.',
  help: 'Set stepWeight, stepWeights or iterations to more than 0.',
  bad: () =>
    manifests(
      canary({
        analysis: `
        interval: 1m
        threshold: 5
        maxWeight: 50
        stepWeight: «0»
      `,
      }),
    ),
  good: () =>
    manifests(
      canary({
        analysis: `
        interval: 1m
        threshold: 5
        maxWeight: 50
        stepWeight: 10
      `,
      }),
    ),
  check(view) {
    if (!isAnalysed(view) || strategyOf(view) !== 'canary') return []
    const { weights, stuck } = weightsOf(view.analysis)
    if (stuck !== 'no step' || weights.length > 0) return []
    const written = mapAt(specOf(view.release.canary), 'analysis')
    const field = fields.find(name => written[name] !== undefined) ?? 'stepWeight'
    return [{ path: `/spec/analysis/${field}`, message: `${field} gives no step: the canary never gets any traffic` }]
  },
}

const fields = ['stepWeight', 'stepWeights', 'iterations']
