import type { ObjectRef, Problem } from '../../values/finding.ts'
import type { Manifest } from '../../values/manifest.ts'
import type { Pointer } from '../../values/pointer.ts'

/**
 * How much of a feature survives the way from one engine to the other. `exact`: it does the same, and comes back the same.
 * `close`: it does nearly the same. `part`: some of it is gone. `lost`: all of it is.
 */
export type Fidelity = 'exact' | 'close' | 'part' | 'lost'

/** One line of the loss report. */
export interface LossRow {
  /** The feature, by the name of its row in the tables of losses. */
  feature: string
  fidelity: Fidelity
  /** The object and field of the input that asks for it. */
  object: ObjectRef
  path: Pointer
  /** What becomes of it, and why. */
  why: string
  /** What to do by hand; null when nothing is left to do. */
  todo: string | null
}

/** What a conversion makes. */
export interface Conversion {
  /** In the order of output; empty when the input cannot be converted, and `problems` says why. */
  manifests: Manifest[]
  report: LossRow[]
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

export function reportOf<Context>(losses: readonly Loss<Context>[], context: Context, object: ObjectRef): LossRow[] {
  return losses.flatMap(({ feature, fidelity, why, todo, at }) =>
    at(context).map(path => ({ feature, fidelity, object, path, why, todo: todo ?? null })),
  )
}

/** A path when the value is there. */
export function given(value: unknown, path: Pointer): Pointer[] {
  return value === undefined || value === null || value === false || value === '' ? [] : [path]
}
