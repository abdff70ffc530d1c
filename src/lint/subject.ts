import type { DevtronOptions } from '../devtron/release.ts'
import type { Prediction } from '../flagger/predict.ts'
import type { Release } from '../flagger/release.ts'
import type { Problem } from '../values/finding.ts'
import type { Values } from '../values/layers.ts'
import type { Manifest } from '../values/manifest.ts'

/** One app as it was loaded: what is linted. */
export interface LintSubject {
  /** null when the values are too wrong for one, or switch the canary off. */
  release: Release | null
  /** What Flagger makes of the release; its problems are found with the rest. */
  prediction: Prediction | null
  /** What the release was made from; null for manifests. */
  devtron: DevtronInput | null
  /** Every object of the input, of this release or not: one and the same list for all releases of an input. */
  objects: readonly Manifest[]
  /** What the rooms below found on the way: the schema, the chart. */
  problems: readonly Problem[]
}

export interface DevtronInput {
  values: Values
  options: DevtronOptions
}
