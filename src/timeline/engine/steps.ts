import { check } from './checks.ts'
import { finish, shiftToPrimary, skipAnalysis } from './promotion.ts'
import { awaitRevision, startOver } from './revision.ts'
import { awaitCanary, awaitPrimary, rollBackAtThreshold, rollBackWhenAsked } from './rollback.ts'
import { readRoutes, reconcile, startCanary } from './start.ts'
import type { Phase } from './status.ts'
import { advance } from './strategies.ts'
import type { Step, Turn } from './turn.ts'

const idle: readonly Phase[] = ['Initialized', 'Succeeded', 'Failed']
const analysing: readonly Phase[] = ['Progressing', 'WaitingPromotion']

/**
 * One run of the controller, step by step (Flagger 1.44, advanceCanary of pkg/controller/scheduler.go). A step that has
 * something to say ends the run. Steps without phases are taken in all of them.
 */
const steps: { step: Step; in?: readonly Phase[] }[] = [
  { step: reconcile },
  { step: awaitRevision, in: idle },
  { step: awaitPrimary },
  { step: readRoutes },
  { step: startCanary, in: [...idle, 'Waiting'] },
  { step: startOver, in: analysing },
  { step: awaitCanary },
  { step: skipAnalysis },
  { step: rollBackWhenAsked, in: analysing },
  { step: shiftToPrimary, in: ['Promoting'] },
  { step: finish, in: ['Finalising'] },
  { step: rollBackAtThreshold, in: analysing },
  { step: check, in: analysing },
  { step: advance, in: analysing },
]

/** Takes the steps of one run; what the last one says is why the run ended there. */
export function takeSteps(turn: Turn): string {
  for (const { step, in: phases } of steps) {
    const end = !phases || phases.includes(turn.read.phase) ? step(turn) : null
    if (end !== null) return end
  }
  return 'Nothing was left to do.'
}
