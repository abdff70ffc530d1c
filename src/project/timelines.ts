import { isAccepted } from '../flagger/predict.ts'
import type { Release } from '../flagger/release.ts'
import type { Engine } from '../library/engine.ts'
import type { Loaded } from '../library/loaded.ts'
import { outcomeOf } from '../library/outcome.ts'
import type { RolloutInput } from '../rollouts/input.ts'
import { budgetOf, type Goal, type Verdict } from '../timeline/outlook/budget.ts'
import type { Wish } from '../timeline/outlook/scenario.ts'
import { type Timeline, timelineOf } from '../timeline/outlook/timeline.ts'
import { stagesView, timelineView, type View } from '../timeline/show/view.ts'
import type { StagesOutlook } from '../timeline/stages/outlook.ts'
import { byPlace, type Finding } from '../values/finding.ts'

/** What is to be said of one rollout. */
export type Foretold =
  | { engine: 'flagger'; timeline: Timeline; verdict: Verdict | null }
  | { engine: 'rollouts'; outlook: StagesOutlook; name: string }

export function viewOf(each: Foretold): View {
  return each.engine === 'flagger' ? timelineView(each.timeline, each.verdict) : stagesView(each.outlook, each.name)
}

export interface Foresight {
  foretold: Foretold[]
  findings: Finding[]
}

/** The rollouts of everything that was loaded. What is refused has none; the findings say why. */
export async function foresee(
  loaded: Loaded,
  engine: Engine | null,
  wish: Wish,
  goal: Goal | null,
): Promise<Foresight> {
  const { predicted, findings } = outcomeOf(loaded)
  const accepted = predicted.flatMap(({ release, prediction }) => (isAccepted(prediction) ? [release] : []))
  const flagger = engine === 'rollouts' ? [] : accepted.flatMap(release => timelineFor(release, wish, goal))
  const rollouts = await ofRollouts(loaded.rollouts, accepted, engine)
  return {
    foretold: [...flagger, ...rollouts.flatMap(({ foretold }) => foretold)],
    findings: [...findings, ...rollouts.flatMap(each => each.findings)].sort(byPlace),
  }
}

/** The Canaries as Rollouts, when that is asked for, and the Rollouts that were given. */
async function ofRollouts(
  given: RolloutInput | null,
  canaries: Release[],
  engine: Engine | null,
): Promise<Foresight[]> {
  if (engine === 'flagger' || (engine === null && !given)) return []
  const { convertedOutlooks, givenOutlooks } = await import('./rollout-timelines.ts')
  return [...(engine === 'rollouts' ? [convertedOutlooks(canaries)] : []), ...(given ? [givenOutlooks(given)] : [])]
}

function timelineFor(release: Release, wish: Wish, goal: Goal | null): Foretold[] {
  const timeline = timelineOf(release, wish)
  if ('verdict' in timeline) return []
  const verdict = goal && budgetOf(release, goal)
  return [{ engine: 'flagger', timeline, verdict: verdict && 'goal' in verdict ? verdict : null }]
}
