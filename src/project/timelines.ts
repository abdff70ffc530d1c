import type { Release } from '../flagger/release.ts'
import { canariesToRollouts, stops } from '../library/convert/convert.ts'
import type { Engine } from '../library/engine.ts'
import type { Loaded } from '../library/loaded.ts'
import { outcomeOf } from '../library/outcome.ts'
import type { RolloutInput } from '../rollouts/input.ts'
import { isRollout } from '../rollouts/kinds.ts'
import { readRollout } from '../rollouts/read.ts'
import { validateRollouts } from '../rollouts/validate/validate.ts'
import { budgetOf, type Goal, type Verdict } from '../timeline/outlook/budget.ts'
import type { Wish } from '../timeline/outlook/scenario.ts'
import { type Timeline, timelineOf } from '../timeline/outlook/timeline.ts'
import { type StagesOutlook, stagesOutlook } from '../timeline/stages/outlook.ts'
import { byPlace, type Finding, type ObjectRef, toFinding } from '../values/finding.ts'
import type { Manifest } from '../values/manifest.ts'

/** What is to be said of one rollout. */
export type Foretold =
  | { engine: 'flagger'; timeline: Timeline; verdict: Verdict | null }
  | { engine: 'rollouts'; outlook: StagesOutlook; name: string }

export interface Foresight {
  foretold: Foretold[]
  findings: Finding[]
}

/** The rollouts of everything that was loaded. What is refused has none; the findings say why. */
export function foresee(loaded: Loaded, engine: Engine | null, wish: Wish, goal: Goal | null): Foresight {
  const { predicted, findings } = outcomeOf(loaded)
  const accepted = predicted.flatMap(({ release, prediction: { verdict } }) =>
    verdict === 'rejected' || verdict === 'refused' ? [] : [release],
  )
  const canaries =
    engine === 'rollouts'
      ? convertedOutlooks(accepted)
      : { foretold: accepted.flatMap(release => timelineFor(release, wish, goal)), findings: [] }
  const rollouts = engine === 'flagger' || !loaded.rollouts ? nothing : givenOutlooks(loaded.rollouts)
  return {
    foretold: [...canaries.foretold, ...rollouts.foretold],
    findings: [...findings, ...canaries.findings, ...rollouts.findings].sort(byPlace),
  }
}

const nothing: Foresight = { foretold: [], findings: [] }

function timelineFor(release: Release, wish: Wish, goal: Goal | null): Foretold[] {
  const timeline = timelineOf(release, wish)
  if ('verdict' in timeline) return []
  const verdict = goal && budgetOf(release, goal)
  return [{ engine: 'flagger', timeline, verdict: verdict && 'goal' in verdict ? verdict : null }]
}

/** The same Canaries, if Argo Rollouts ran them. */
function convertedOutlooks(releases: readonly Release[]): Foresight {
  const { manifests, findings } = canariesToRollouts(releases, {})
  return { foretold: outlooksOf(manifests.filter(isRollout), manifests), findings }
}

function givenOutlooks({ objects, refs, locate }: RolloutInput): Foresight {
  const refused = validateRollouts(objects, refs).filter(stops)
  const isRefused = (rollout: Manifest) => refused.some(({ object }) => object !== null && isSame(object, rollout))
  const rollouts = objects.filter(isRollout).filter(each => !isRefused(each))
  const foretold = outlooksOf(rollouts, objects)
  const halts = foretold.flatMap(({ outlook }) => outlook.routes.problems)
  return { foretold, findings: [...refused, ...halts].map(problem => toFinding(problem, locate)) }
}

function isSame({ kind, namespace, name }: ObjectRef, { kind: other, metadata }: Manifest): boolean {
  return kind === other && name === metadata.name && namespace === (metadata.namespace ?? '')
}

function outlooksOf(rollouts: readonly Manifest[], objects: readonly Manifest[]) {
  return rollouts.map(object => {
    const { name, namespace } = object.metadata
    const outlook = stagesOutlook(readRollout(object).value, objects)
    return { engine: 'rollouts' as const, outlook, name: namespace === undefined ? name : `${namespace}/${name}` }
  })
}
