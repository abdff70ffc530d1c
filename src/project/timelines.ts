import type { Release } from '../flagger/release.ts'
import { toRollout } from '../rollouts/convert/to-rollout/to-rollout.ts'
import type { RolloutInput } from '../rollouts/input.ts'
import { isRollout } from '../rollouts/kinds.ts'
import { readRollout } from '../rollouts/read.ts'
import { validateRollouts } from '../rollouts/validate/validate.ts'
import { budgetOf, type Goal, type Verdict } from '../timeline/outlook/budget.ts'
import type { Wish } from '../timeline/outlook/scenario.ts'
import { type Timeline, timelineOf } from '../timeline/outlook/timeline.ts'
import { type StagesOutlook, stagesOutlook } from '../timeline/stages/outlook.ts'
import { type Finding, type Locate, type Problem, toFinding } from '../values/finding.ts'
import type { Manifest } from '../values/manifest.ts'
import type { Loaded } from './loaded.ts'
import { outcomeOf } from './outcome.ts'

/** Who runs the rollouts; null is whoever the input is for. */
export type Engine = 'flagger' | 'rollouts' | null

/** What is to be said of one rollout. */
export type Foretold =
  | { engine: 'flagger'; timeline: Timeline; verdict: Verdict | null }
  | { engine: 'rollouts'; outlook: StagesOutlook; name: string }

export interface Foresight {
  foretold: Foretold[]
  findings: Finding[]
}

/** The rollouts of everything that was loaded. */
export function foresee(loaded: Loaded, engine: Engine, wish: Wish, goal: Goal | null): Foresight {
  const { outputs: _, predicted, findings } = outcomeOf(loaded)
  const accepted = predicted.flatMap(({ release, prediction: { verdict } }) =>
    verdict === 'rejected' || verdict === 'refused' ? [] : [release],
  )
  const canaries =
    engine === 'rollouts'
      ? accepted.map(release => convertedOutlook(release))
      : [{ foretold: accepted.flatMap(release => timelineFor(release, wish, goal)), findings: [] }]
  const rollouts = engine !== 'flagger' && loaded.rollouts ? [rolloutOutlooks(loaded.rollouts)] : []
  const all = [...canaries, ...rollouts]
  return {
    foretold: all.flatMap(({ foretold }) => foretold),
    findings: [...findings, ...all.flatMap(each => each.findings)],
  }
}

function timelineFor(release: Release, wish: Wish, goal: Goal | null): Foretold[] {
  const timeline = timelineOf(release, wish)
  if ('verdict' in timeline) return []
  const verdict = goal && budgetOf(release, goal)
  return [{ engine: 'flagger', timeline, verdict: verdict && 'goal' in verdict ? verdict : null }]
}

/** The same Canary, if Argo Rollouts ran it. */
function convertedOutlook(release: Release): Foresight {
  const { manifests, problems } = toRollout(release)
  const findings = problems.map(problem => toFinding(problem, release.locate, release.trace))
  return { foretold: outlooksOf(manifests, release.namespace), findings }
}

function rolloutOutlooks({ objects, refs, locate }: RolloutInput): Foresight {
  const foretold = outlooksOf(objects, '')
  const refused = validateRollouts(objects, refs).filter(({ severity }) => severity === 'error')
  const stops = foretold.flatMap(({ outlook }) => outlook.routes.problems)
  return { foretold, findings: findingsOf([...refused, ...stops], locate) }
}

function outlooksOf(objects: readonly Manifest[], namespace: string) {
  return objects.filter(isRollout).map(object => {
    const { value: rollout } = readRollout(object)
    const { name = '', namespace: own = namespace } = rollout.metadata
    const outlook = stagesOutlook(rollout, objects)
    return { engine: 'rollouts' as const, outlook, name: own === '' ? name : `${own}/${name}` }
  })
}

function findingsOf(problems: readonly Problem[], locate: Locate): Finding[] {
  return problems.map(problem => toFinding(problem, locate))
}
