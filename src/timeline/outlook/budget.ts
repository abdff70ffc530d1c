import type { Release } from '../../flagger/release.ts'
import { readCanary, storeCanary } from '../../flagger/stored.ts'
import { isMap, type JsonMap } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import { type Pointer, pointer } from '../../values/pointer.ts'
import type { Refused } from '../engine/simulate.ts'
import { levers, type Value } from './levers.ts'
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

function changesFor(release: Release, goal: Goal): Change[] {
  const { manifest } = storeCanary(release.canary, release.namespace)
  if (!manifest) return []
  const { analysis } = readCanary(manifest).canary.spec
  return levers.flatMap(({ name, values }) => {
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
