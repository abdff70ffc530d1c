import type { Release } from '../../flagger/release.ts'
import type { Phase } from '../../timeline/engine/status.ts'
import { appliesServerSide } from '../fleet/conflicts.ts'
import type { Stage } from '../ownership/stages.ts'
import type { Verdict } from './comparison.ts'
import { conflictsWith } from './conflicts.ts'
import { idOf } from './contested.ts'
import type { Delivery } from './plan.ts'
import type { Waiver } from './settle.ts'
import { type Course, coursesOf, type State } from './states.ts'
import { type Tool, toolCalled } from './tools.ts'

/** What a tool makes of an object in one state of a rollout. */
export interface Report {
  verdict: Verdict
  stages: Stage[]
  phases: Phase[]
  /**
   * What it does when it applies Git again: Argo CD with selfHeal and Flux at once, Fleet and Argo CD without it at the next
   * commit. `conflicts`: the apply fails, because nobody forces it.
   */
  applying: 'changes nothing' | 'reverts' | 'conflicts'
}

/**
 * What a tool sees of a release, state by state, while some waivers hold; what is in sync is told, too. The rollouts are played
 * once, however often one looks.
 */
export function simulateTool(release: Release, delivery: Delivery): (waivers: readonly Waiver[]) => Report[] {
  const tool = toolCalled(delivery.tool, delivery.owner, release.namespace)
  const isServerSide = delivery.tool === 'fleet' && appliesServerSide(delivery.options ?? {}, delivery.version)
  const seen = coursesOf(release, tool.mark).flatMap(course =>
    course.states.map(state => ({ course, state, bare: lookAt(tool, course, state, []) })),
  )
  return waivers =>
    seen.map(({ course, state, bare }): Report => {
      const [verdict] = waivers.length === 0 ? bare : lookAt(tool, course, state, waivers)
      return {
        verdict: verdict ?? { ...course.contested.object, verdict: 'synced', paths: [], why: '' },
        stages: [...state.stages],
        phases: [...state.phases],
        applying: applying(tool, course, state, {
          isServerSide,
          differs: bare.length > 0,
          reported: verdict !== undefined,
        }),
      }
    })
}

/** What a tool says about the object of a course in a state; nothing when it is in sync. */
export function lookAt(
  tool: Tool,
  { contested, scalers }: Course,
  { live }: State,
  waivers: readonly Waiver[],
): Verdict[] {
  return tool
    .judge([contested.manifest, ...scalers.git], [live, ...scalers.live], waivers)
    .filter(verdict => idOf(verdict) === idOf(contested.object))
}

/** Fleet’s rules are about its report only; Argo CD (RespectIgnoreDifferences) and Flux keep to theirs when they apply. */
function applying(
  tool: Tool,
  course: Course,
  { live }: State,
  { isServerSide, differs, reported }: { isServerSide: boolean; differs: boolean; reported: boolean },
): Report['applying'] {
  if (isServerSide && conflictsWith(live, course.contested).length > 0) return 'conflicts'
  const isChanged = tool.name === 'fleet' ? differs : reported
  return isChanged ? 'reverts' : 'changes nothing'
}
