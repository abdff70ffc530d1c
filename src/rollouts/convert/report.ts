import type { ObjectRef, Problem } from '../../values/finding.ts'
import type { Fidelity, LossRow } from '../../values/losses.ts'
import type { Manifest } from '../../values/manifest.ts'
import type { Pointer } from '../../values/pointer.ts'

/** What a conversion makes. */
export interface Conversion {
  /** In the order of output; empty when the input cannot be converted, and `problems` says why. */
  manifests: Manifest[]
  /** Whoever only renders does not ask for it. */
  report: () => LossRow[]
  problems: Problem[]
}

/** A row of a table of losses: where the feature is asked for, and what becomes of it. */
export interface Loss<Context> {
  feature: string
  fidelity: Fidelity
  why: string
  todo?: string
  /** Paths at which the input uses the feature; none when it does not. */
  at: (context: Context) => Pointer[]
}

/** Of what is not converted. */
export function noReport(): LossRow[] {
  return []
}

export function reportOf<Context>(losses: readonly Loss<Context>[], context: Context, object: ObjectRef): LossRow[] {
  return losses.flatMap(({ feature, fidelity, why, todo, at }) =>
    at(context).map(path => ({ feature, fidelity, object, path, why, todo: todo ?? null })),
  )
}

/** A path when the value is there. */
export function given(value: unknown, path: Pointer): Pointer[] {
  return value === undefined || value === null || value === false || value === '' ? [] : [path]
}
