import { mapAt } from '../../../devtron/fixes/access.ts'
import type { Json } from '../../../values/json.ts'
import type { ValuesView } from '../../view/values.ts'

/** The weights of the chart, where nothing in the extras replaces them. */
export function chartWeights({ block, extras }: ValuesView): { step: number; max: number } | null {
  const { iterations, stepWeights } = mapAt(extras, 'analysis')
  const { stepWeight: step, maxWeight: max } = mapAt(block, 'analysis')
  if (iterations !== undefined || stepWeights !== undefined) return null
  return isWeight(step) && isWeight(max) ? { step, max } : null
}

/** Anything else is for the schema to say. */
function isWeight(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 100
}

/** The weights that a canary gets, one after the other: Flagger does not stop at maxWeight, but at or above it. */
export function weightsUpTo({ step, max }: { step: number; max: number }): number[] {
  const out: number[] = []
  for (let weight = step; ; weight += step) {
    out.push(Math.min(100, weight))
    if (weight >= max) return out
  }
}
