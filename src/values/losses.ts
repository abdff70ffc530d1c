import type { ObjectRef } from './finding.ts'
import type { Pointer } from './pointer.ts'

/**
 * How much of a feature survives the way from one form to another. `exact`: it does the same, and comes back the same.
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
