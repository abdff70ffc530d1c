import type { Analysis } from '../../flagger/canary.ts'
import { intervalOf, shortestInterval } from '../../flagger/plan.ts'

// What of an analysis can be changed to make rollouts faster, or bad releases less seen.

export type Value = string | number | number[] | null

/** A field of the analysis with a number in it, or some. */
type Name = 'interval' | 'stepWeight' | 'stepWeights' | 'maxWeight' | 'iterations' | 'threshold' | 'stepWeightPromotion'

/** The values that a field may be changed to, the nearest first. */
export interface Lever {
  name: Name
  values: (analysis: Analysis) => Value[]
}

export const levers: Lever[] = [
  {
    name: 'interval',
    values: ({ interval }) => downFrom(Math.ceil(intervalOf(interval)) - 1, shortestInterval).map(each => `${each}s`),
  },
  { name: 'stepWeight', values: ({ stepWeight }) => (stepWeight ? upFrom(stepWeight + 1, 100) : []) },
  // Fewer steps are faster, and a lower end exposes less.
  {
    name: 'stepWeights',
    values: ({ stepWeights = [] }) => stepWeights.slice(1).map((_, i) => stepWeights.slice(i + 1)),
  },
  {
    name: 'stepWeights',
    values: ({ stepWeights = [] }) => stepWeights.slice(1).map((_, i) => stepWeights.slice(0, -i - 1)),
  },
  { name: 'maxWeight', values: ({ maxWeight, stepWeight }) => (stepWeight ? downFrom((maxWeight || 100) - 1, 1) : []) },
  { name: 'iterations', values: ({ iterations }) => (iterations ? downFrom(iterations - 1, 1) : []) },
  { name: 'threshold', values: ({ threshold }) => (threshold ? downFrom(threshold - 1, 1) : []) },
  {
    name: 'stepWeightPromotion',
    values: ({ stepWeightPromotion: step }) => (step ? [...upFrom(step + 1, 100), null] : []),
  },
]

/** Of very many values some, at even distances. */
const mostValues = 10_000

function downFrom(from: number, to: number): number[] {
  const distance = Math.max(1, Math.ceil((from - to + 1) / mostValues))
  return Array.from({ length: Math.max(0, Math.floor((from - to) / distance) + 1) }, (_, i) => from - i * distance)
}

function upFrom(from: number, to: number): number[] {
  return downFrom(to, from).reverse()
}
