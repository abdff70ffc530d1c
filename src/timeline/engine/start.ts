import { isStarting } from '../../flagger/advance.ts'
import { isProblem } from '../../flagger/providers/router.ts'
import { reconcileRoutes, settle } from './objects.ts'
import { awaiting, primaryMissing } from './pods.ts'
import { revisionOf } from './revision.ts'
import { rollBack } from './rollback.ts'
import { type End, findRoutes, gaveUp, mark, syncStatus, type Turn, writePhase } from './turn.ts'
import { firstRefusal } from './webhooks.ts'

// What a run begins with (Flagger 1.44, advanceCanary of pkg/controller/scheduler.go).

/** The objects are created and put right. The first time Flagger waits for the primary in the middle of it. */
export function reconcile(turn: Turn): End {
  const { run, plan } = turn
  const changed = reconcileRoutes(turn)
  if (changed) return gaveUp(turn, changed.stop)
  const writes = run.tick.world.writes()
  const stop = run.reconcilePrimary()
  if (stop) return gaveUp(turn, stop)
  const starting = isStarting(run.tick)
  const missing = starting && !plan.skipAnalysis ? primaryMissing(turn) : null
  if (missing) {
    const waiting = awaiting(turn, 'primary', missing.text)
    return missing.final ? rollBack(turn, missing.text) : waiting
  }
  const rest = run.reconcileRest()
  settle(turn, rest, writes)
  if (rest || !starting) return gaveUp(turn, rest)
  return initialize(turn)
}

/** In memory, too, the present revision is now the known one. */
function initialize(turn: Turn): End {
  const revision = revisionOf(turn)
  syncStatus(turn, revision, { phase: 'Initialized' })
  const { phase, lastApplied, trackedConfigs } = turn.status
  turn.read = { ...turn.read, phase, lastApplied, trackedConfigs }
  return 'Initialized: the primary has taken over all requests, and the target is scaled down.'
}

export function readRoutes(turn: Turn): End {
  const routes = findRoutes(turn)
  if (isProblem(routes)) return gaveUp(turn, routes)
  turn.routes = routes
  return null
}

/** Something new is there: when the gate is open the canary is started. This goes by the status as it is in the cluster. */
export function startCanary(turn: Turn): End {
  const { status, run } = turn
  const gate = firstRefusal(turn, 'confirm-rollout')
  if (gate) {
    if (status.phase !== 'Waiting') writePhase(turn, 'Waiting', status)
    return `The gate ${gate.name} is closed: the rollout waits for it.`
  }
  const revision = revisionOf(turn)
  const stop = run.scaleUp() ?? syncStatus(turn, revision, { phase: 'Progressing' }, status)
  if (stop) return gaveUp(turn, stop)
  mark(turn, 'revision', revision.pods, 'passed')
  return 'There is a new revision: the canary is started.'
}
