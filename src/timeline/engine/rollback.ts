import { does } from '../../flagger/versions.ts'
import { setRoutes } from './objects.ts'
import { awaiting, canaryMissing, type Missing, primaryMissing } from './pods.ts'
import { revisionOf } from './revision.ts'
import { type End, gaveUp, syncStatus, type Turn } from './turn.ts'
import { firstRefusal, rollbackAsked } from './webhooks.ts'

/** The canary is taken out of the traffic and scaled down (rollback of Flagger 1.44, pkg/controller/scheduler.go). */
export function rollBack(turn: Turn, reason: string): End {
  const { run } = turn
  const stop =
    setRoutes(turn, { primary: 100, canary: 0, mirrored: false }) ??
    run.scaleDown() ??
    syncStatus(turn, revisionOf(turn), { phase: 'Failed' })
  if (stop) return gaveUp(turn, stop)
  firstRefusal(turn, 'post-rollout')
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}: rolled back, the primary has all requests.`
}

export function awaitPrimary(turn: Turn): End {
  const missing = turn.plan.skipAnalysis ? null : primaryMissing(turn)
  if (!missing?.final) return missing && awaiting(turn, 'primary', missing.text)
  awaiting(turn, 'primary', missing.text)
  const { phase } = turn.read
  const isPromoting = phase === 'Promoting' || phase === 'Finalising'
  return isPromoting && does(turn.run.tick.settings, 'failedPromotionKeepsCanary')
    ? failPromotion(turn, missing)
    : rollBack(turn, missing.text)
}

/** The canary has the only pods of the new revision that work, so that it keeps, or gets, all of the traffic. */
function failPromotion(turn: Turn, { text }: NonNullable<Missing>): End {
  const stop =
    setRoutes(turn, { primary: 0, canary: 100, mirrored: false }) ??
    syncStatus(turn, revisionOf(turn), { phase: 'Failed', canaryWeight: 100 })
  if (stop) return gaveUp(turn, stop)
  firstRefusal(turn, 'post-rollout')
  return `The promotion has failed, because ${text}: the canary has all requests.`
}

export function awaitCanary(turn: Turn): End {
  const missing = canaryMissing(turn)
  if (!missing) return null
  const waiting = awaiting(turn, 'canary', missing.text)
  return missing.final ? rollBack(turn, missing.text) : waiting
}

export function rollBackWhenAsked(turn: Turn): End {
  const hook = rollbackAsked(turn)
  return hook && rollBack(turn, `the webhook ${hook.name} asks for it`)
}

export function rollBackAtThreshold(turn: Turn): End {
  const { failedChecks } = turn.read
  return failedChecks >= turn.plan.threshold ? rollBack(turn, `${failedChecks} checks have failed`) : null
}
