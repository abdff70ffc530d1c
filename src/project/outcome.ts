import { type Prediction, predict } from '../flagger/predict.ts'
import type { Release } from '../flagger/release.ts'
import { byPlace, type Finding, toFinding } from '../values/finding.ts'
import type { Manifest } from '../values/manifest.ts'
import type { Loaded } from './loaded.ts'

/** Everything that is known of the input once the controller has been predicted. */
export interface Outcome {
  authored: Manifest[]
  generated: Manifest[]
  changed: Manifest[]
  predictions: { release: Release; prediction: Prediction }[]
  /** Of reading, of the schemas and of the controller, in the order in which they are printed. */
  findings: Finding[]
}

/** A Canary that the API server or the controller refuses takes its release's manifests with it. */
export function outcomeOf(loaded: Loaded): Outcome {
  const predictions = loaded.releases.map(release => ({ release, prediction: predict(release) }))
  const findings = [...loaded.findings]
  const outcome: Outcome = { authored: [...loaded.loose], generated: [], changed: [], predictions, findings }
  for (const { release, prediction } of predictions) {
    findings.push(...prediction.problems.map(problem => toFinding(problem, release.locate, release.trace)))
    if (prediction.verdict === 'rejected' || prediction.verdict === 'refused') continue
    outcome.authored.push(...release.authored)
    outcome.generated.push(...prediction.created)
    outcome.changed.push(...prediction.changed)
  }
  findings.sort(byPlace)
  return outcome
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'error')
}
