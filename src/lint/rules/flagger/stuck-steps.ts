import { list } from '../../../values/quote.ts'
import { canary, manifests } from '../../example.ts'
import type { Hit, ReleaseRule } from '../../rule.ts'
import { isAnalysed, strategyOf, weightsOf } from './schedule.ts'

export const stuckSteps: ReleaseRule = {
  reads: 'release',
  code: 'FL102',
  title: 'Weights that do not rise',
  severity: 'error',
  why: 'From one of the stepWeights Flagger goes on by the difference to the next one. Where that is 0 or less there is no step, and the rollout stays at its weight for ever, without an event: with [50, 10] at 50 percent. The highest weight is the last of the list, not the largest.',
  evidence: 'Flagger 1.44, pkg/controller/scheduler.go, nextStepWeight and maxWeight.',
  help: 'List the weights in rising order, each once.',
  bad: () =>
    manifests(
      canary({
        analysis: `
        interval: 1m
        threshold: 5
        stepWeights: «[50, 10]»
      `,
      }),
    ),
  good: () =>
    manifests(
      canary({
        analysis: `
        interval: 1m
        threshold: 5
        stepWeights: [10, 50]
      `,
      }),
    ),
  check(view): Hit[] {
    const { stepWeights = [], stepWeight = 0 } = view.analysis
    if (!isAnalysed(view) || strategyOf(view) !== 'canary' || stepWeights.length === 0 || stepWeight > 0) return []
    const path = '/spec/analysis/stepWeights'
    const { weights, stuck } = weightsOf(view.analysis)
    const last = weights.at(-1)
    if (stuck)
      return last === undefined
        ? []
        : [{ path, message: `the rollout stays at ${last} percent for ever: the next weight is not higher` }]
    if (isRising(stepWeights)) return []
    const message = `the weights do not rise; the canary gets ${list(weights.map(String))} percent`
    return [{ path, severity: 'warning', message }]
  },
}

function isRising(weights: readonly number[]): boolean {
  return weights.every((weight, i) => i === 0 || weight > (weights[i - 1] ?? 0))
}
