import type { Analysis } from '../../flagger/canary.ts'
import { intervalOf, shortestInterval } from '../../flagger/plan.ts'
import type { Release } from '../../flagger/release.ts'
import { readCanary, storeCanary } from '../../flagger/stored.ts'
import { isMap, type JsonMap } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import { type Pointer, pointer } from '../../values/pointer.ts'
import type { Refused } from '../engine/simulate.ts'
import { type Outlook, outlookOf } from './outlook.ts'

/** What a rollout may take. */
export interface Goal {
  /** From the new revision to Succeeded. */
  seconds?: number
  /** Share × minutes that a bad release may see, at worst. */
  exposure?: number
}

export interface Verdict {
  goal: Goal
  measured: Measured
  missed: (keyof Goal)[]
  /** Single values that, changed alone, would do; each was tried. Empty when the goal is met, or no single value does. */
  changes: Change[]
}

export interface Measured {
  /** Null when the rollout does not end, or a bad release is never noticed. */
  seconds: number | null
  exposure: number | null
}

export interface Change {
  /** The field of the Canary. */
  path: Pointer
  from: Value
  to: Value
  measured: Measured
}

type Value = string | number | number[] | null

export function budgetOf(release: Release, goal: Goal): Verdict | Refused {
  const outlook = outlookOf(release)
  if ('verdict' in outlook) return outlook
  const measured = measuredOf(outlook)
  const missed = missedOf(measured, goal)
  return { goal, measured, missed, changes: missed.length > 0 ? changesFor(release, goal) : [] }
}

function measuredOf({ promotion, failures }: Outlook): Measured {
  return { seconds: promotion?.seconds ?? null, exposure: failures?.worst.exposure ?? null }
}

/** What is never reached is missed. */
function missedOf(measured: Measured, goal: Goal): (keyof Goal)[] {
  return (['seconds', 'exposure'] as const).filter(part => {
    const limit = goal[part]
    return limit !== undefined && (measured[part] ?? Number.POSITIVE_INFINITY) > limit
  })
}

/** A field of the analysis with a number in it, or some. */
type Lever =
  | 'interval'
  | 'stepWeight'
  | 'stepWeights'
  | 'maxWeight'
  | 'iterations'
  | 'threshold'
  | 'stepWeightPromotion'

/** The values that a field may be changed to, the nearest first. */
interface Field {
  name: Lever
  values: (analysis: Analysis) => Value[]
}

const fields: Field[] = [
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

function changesFor(release: Release, goal: Goal): Change[] {
  const { manifest } = storeCanary(release.canary, release.namespace)
  if (!manifest) return []
  const { analysis } = readCanary(manifest).canary.spec
  return fields.flatMap(({ name, values }) => {
    const found = nearest(values(analysis), to => {
      const outlook = outlookOf({ ...release, canary: changed(release.canary, name, to) })
      if ('verdict' in outlook) return null
      const measured = measuredOf(outlook)
      return missedOf(measured, goal).length === 0 ? measured : null
    })
    if (!found) return []
    return [
      {
        path: pointer('spec', 'analysis', name),
        from: analysis[name] ?? null,
        to: found.value,
        measured: found.result,
      },
    ]
  })
}

/** The first value that does, taking it that all later ones do, too; what is returned was tried. */
function nearest<T>(values: readonly Value[], attempt: (value: Value) => T | null): { value: Value; result: T } | null {
  let best: { value: Value; result: T } | null = null
  let low = 0
  let high = values.length - 1
  let at = high
  while (low <= high) {
    const value = values[at] ?? null
    const result = attempt(value)
    if (result !== null) best = { value, result }
    else if (at === values.length - 1) return null
    if (result !== null) high = at - 1
    else low = at + 1
    at = Math.floor((low + high) / 2)
  }
  return best
}

function changed(canary: Manifest, name: string, value: Value): Manifest {
  const { spec } = canary
  const { analysis, ...rest } = isMap(spec) ? spec : {}
  const { [name]: _, ...others } = isMap(analysis) ? analysis : {}
  const asked: JsonMap = value === null ? others : { ...others, [name]: value }
  return { ...canary, spec: { ...rest, analysis: asked } }
}

function downFrom(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, from - to + 1) }, (_, index) => from - index)
}

function upFrom(from: number, to: number): number[] {
  return downFrom(to, from).reverse()
}
