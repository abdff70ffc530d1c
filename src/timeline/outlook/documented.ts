import type { Canary } from '../../flagger/canary.ts'
import type { Plan } from '../../flagger/plan.ts'

/**
 * What Flagger's own documentation gives for the time of a rollout (docs/gitbook/usage/deployment-strategies.md of 1.44). It
 * leaves out the ticks in which a revision is detected, promoted and finished, and the one that rolls back.
 */
export interface Documented {
  /** Null where it has no formula: for `stepWeights`, or without a step. */
  promotionSeconds: number | null
  promotionFormula: string
  rollbackSeconds: number
  rollbackFormula: string
}

export function documentedOf({ spec }: Canary, plan: Plan): Documented {
  const { interval, stepWeight, strategy, iterations, threshold } = plan
  const { maxWeight } = spec.analysis
  const byWeight = strategy === 'canary'
  const weights = stepWeight > 0 && maxWeight ? interval * (maxWeight / stepWeight) : null
  return {
    promotionSeconds: byWeight ? weights : interval * iterations,
    promotionFormula: byWeight ? 'interval × maxWeight / stepWeight' : 'interval × iterations',
    rollbackSeconds: interval * threshold,
    rollbackFormula: 'interval × threshold',
  }
}
