import { isAccepted, type Prediction, predict } from '../flagger/predict.ts'
import type { Release } from '../flagger/release.ts'
import { eachOnce } from '../lint/repeats.ts'
import { byPlace, type Finding, isError, toFinding } from '../values/finding.ts'
import type { Manifest } from '../values/manifest.ts'
import type { Loaded } from './loaded.ts'

/** `authored` is for Git, `generated` is what the controller creates, `changed` what it makes of given objects. */
export type Part = 'authored' | 'generated' | 'changed'

export interface Output {
  manifest: Manifest
  part: Part
  /** null for an object that belongs to no canary. */
  release: Predicted | null
}

export interface Predicted {
  release: Release
  prediction: Prediction
}

/** Everything that is known of the input once the controller has been predicted. */
export interface Outcome {
  outputs: Output[]
  predicted: Predicted[]
  /** Of reading, of the schemas and of the controller, in the order in which they are printed. */
  findings: Finding[]
  /** Those of them that the API server and the controller give. */
  objections: Finding[]
}

/**
 * A Canary that the API server or the controller refuses takes its release's manifests with it, but for `--compat`: the chart
 * renders them all the same.
 */
export function outcomeOf(loaded: Loaded, compat = false): Outcome {
  const predicted = loaded.releases.map(release => ({ release, prediction: predict(release) }))
  const objections = predicted.flatMap(({ release, prediction }) =>
    prediction.problems.map(problem => toFinding(problem, release.locate, release.trace)),
  )
  return {
    outputs: [
      ...loaded.loose.map(manifest => ({ manifest, part: 'authored' as const, release: null })),
      ...predicted.filter(({ prediction }) => compat || isAccepted(prediction)).flatMap(release => outputsOf(release)),
    ],
    predicted,
    findings: eachOnce([...loaded.findings, ...objections].sort(byPlace)),
    objections,
  }
}

function outputsOf(release: Predicted): Output[] {
  const parts: Record<Part, Manifest[]> = {
    authored: release.release.authored,
    generated: release.prediction.created,
    changed: release.prediction.changed,
  }
  return (['authored', 'generated', 'changed'] as const).flatMap(part =>
    parts[part].map(manifest => ({ manifest, part, release })),
  )
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(isError)
}
