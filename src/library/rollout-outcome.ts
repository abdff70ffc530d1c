import type { ToRolloutOptions } from '../rollouts/convert/to-rollout/options.ts'
import type { RolloutInput } from '../rollouts/input.ts'
import { isRollout } from '../rollouts/kinds.ts'
import { readRollout } from '../rollouts/read.ts'
import { routesAtStart } from '../rollouts/routes/predict.ts'
import { validateRollouts } from '../rollouts/validate/validate.ts'
import { byPlace, type Finding, toFinding } from '../values/finding.ts'
import type { Manifest } from '../values/manifest.ts'
import { canariesToRollouts, stops } from './convert/convert.ts'
import type { LossReport } from './convert/loss-report.ts'
import type { Loaded } from './loaded.ts'
import type { Outcome, Output, Part } from './outcome.ts'

/** What is known of the input when it is rendered for Argo Rollouts. */
export interface RolloutOutcome extends Outcome {
  /** Of the Canaries that became Rollouts. */
  losses: () => LossReport[]
}

/**
 * What `outcomeOf` is for Flagger, of the Rollouts that were given and of those that the Canaries become. The controller
 * creates nothing in the mesh: all that there is beside what Git holds is how it leaves VirtualServices and DestinationRules
 * before the first step.
 */
export function rolloutOutcomeOf(loaded: Loaded, options: Partial<ToRolloutOptions>): RolloutOutcome {
  const converted = canariesToRollouts(loaded.releases, options)
  const given = loaded.rollouts ? asGiven(loaded.rollouts) : { authored: [], changed: [], findings: [] }
  return {
    outputs: [
      ...outputsOf([...loaded.loose, ...given.authored, ...converted.manifests], 'authored'),
      ...outputsOf([...given.changed, ...startOf(converted.manifests)], 'changed'),
    ],
    predicted: [],
    objections: given.findings,
    findings: [...loaded.findings, ...given.findings, ...converted.findings].sort(byPlace),
    losses: converted.reports,
  }
}

interface GivenRollouts {
  authored: Manifest[]
  changed: Manifest[]
  findings: Finding[]
}

/** A Rollout that is refused takes all manifests with it. Hints are for `serin lint`. */
function asGiven({ objects, authored, refs, locate }: RolloutInput): GivenRollouts {
  const problems = validateRollouts(objects, refs).filter(problem => stops(problem) || problem.code === 'RO045')
  const findings = problems.map(problem => toFinding(problem, locate))
  if (problems.some(stops)) return { authored: [], changed: [], findings }
  return { authored, changed: startOf(objects), findings }
}

function startOf(objects: readonly Manifest[]): Manifest[] {
  return objects.filter(isRollout).flatMap(object => {
    const start = routesAtStart(readRollout(object).value, objects)
    return start ? [...start.virtualServices, ...start.destinationRules] : []
  })
}

function outputsOf(manifests: readonly Manifest[], part: Part): Output[] {
  return manifests.map(manifest => ({ manifest, part, release: null }))
}
