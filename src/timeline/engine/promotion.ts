import { setRoutes } from './objects.ts'
import { type End, gaveUp, type Turn, writePhase, writeStatus } from './turn.ts'
import { firstRefusal } from './webhooks.ts'

// From the decision to promote to the end (Flagger 1.44, pkg/controller/scheduler.go).

/** The gate before the promotion. A denial sets the iterations back, so that the analysis goes on while it is closed. */
export function awaitPromotion(turn: Turn): End {
  const gate = firstRefusal(turn, 'confirm-promotion')
  if (!gate) return null
  if (turn.read.phase !== 'WaitingPromotion') writePhase(turn, 'WaitingPromotion')
  else writeStatus(turn, { iterations: turn.plan.iterations - 1 })
  return `The gate ${gate.name} is closed: the promotion waits for it.`
}

/** The primary becomes what the canary is. */
export function promote(turn: Turn): End {
  const stop = turn.run.promote()
  if (stop) return gaveUp(turn, stop)
  writePhase(turn, 'Promoting')
  return 'The canary has passed: the primary gets the new revision.'
}

/** The traffic goes back to the primary, at once or step by step (runPromotionTrafficShift). */
export function shiftToPrimary(turn: Turn): End {
  const { run, plan, routes } = turn
  const stop = run.syncScaler()
  if (stop) return gaveUp(turn, stop)
  if (plan.provider === 'kubernetes') {
    writePhase(turn, 'Finalising')
    return 'The primary has the new revision.'
  }
  if (plan.stepWeightPromotion === 0) return shiftTo(turn, 100, 0)
  // With nothing to take from the canary the shift never ends.
  if (routes.canary <= 0) return 'The canary has no requests to give back, and Flagger waits for it to have some.'
  const primary = Math.min(100, routes.primary + plan.stepWeightPromotion)
  return shiftTo(turn, primary, Math.max(0, routes.canary - plan.stepWeightPromotion))
}

function shiftTo(turn: Turn, primary: number, canary: number): End {
  const stop = setRoutes(turn, { primary, canary, mirrored: false })
  if (stop) return gaveUp(turn, stop)
  if (primary !== 100) {
    writeStatus(turn, { canaryWeight: canary })
    return `The primary gets ${primary}% of the requests back.`
  }
  writePhase(turn, 'Finalising')
  return 'The primary has all requests again, now with the new revision.'
}

export function finish(turn: Turn): End {
  const stop = turn.run.scaleDown()
  if (stop) return gaveUp(turn, stop)
  writePhase(turn, 'Succeeded')
  firstRefusal(turn, 'post-rollout')
  return 'The promotion is complete: the canary is scaled down.'
}

/** Without analysis the canary only has to get ready (shouldSkipAnalysis). */
export function skipAnalysis(turn: Turn): End {
  const { run, plan } = turn
  if (!plan.skipAnalysis) return null
  const stop =
    setRoutes(turn, { primary: 100, canary: 0, mirrored: false }) ??
    run.promote() ??
    run.syncScaler() ??
    run.scaleDown()
  if (stop) return gaveUp(turn, stop)
  writePhase(turn, 'Succeeded')
  firstRefusal(turn, 'post-rollout')
  return 'The analysis is skipped: the primary gets the new revision, and the canary is scaled down.'
}
