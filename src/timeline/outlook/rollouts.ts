import type { Plan } from '../../flagger/plan.ts'
import type { Moment } from '../engine/moment.ts'
import { isIdle } from './play.ts'
import { exposureOf } from './share.ts'

/** One rollout of a run: from the tick in which a revision is noticed to the one in which it is promoted or has failed. */
export interface Rollout {
  /** Ticks, first and last. */
  from: number
  to: number
  outcome: 'promoted' | 'failed' | 'running'
  seconds: number
  /** From the first sign of the failure to its end; null unless it failed. */
  rollbackSeconds: number | null
  /** Share × minutes that saw the canary. */
  exposure: number
}

export function rolloutsOf(ticks: readonly Moment[], plan: Plan): Rollout[] {
  const rollouts: Rollout[] = []
  let start: number | null = null
  for (const [index, moment] of ticks.entries()) {
    const running = !isIdle(moment) && moment.phase !== ''
    if (running) start ??= index
    if (start !== null && (!running || index === ticks.length - 1)) {
      rollouts.push(rolloutAt(ticks.slice(start, index + 1), plan))
      start = null
    }
  }
  return rollouts
}

function rolloutAt(ticks: readonly Moment[], plan: Plan): Rollout {
  const first = ticks[0]
  const last = ticks.at(-1)
  const outcome = last?.phase === 'Succeeded' ? 'promoted' : last?.phase === 'Failed' ? 'failed' : 'running'
  return {
    from: first?.tick ?? 0,
    to: last?.tick ?? 0,
    outcome,
    seconds: ticks.length * plan.interval,
    rollbackSeconds: outcome === 'failed' ? (ticks.length - firstSign(ticks)) * plan.interval : null,
    exposure: exposureOf(outcome === 'running' ? ticks : ticks.slice(0, -1), plan),
  }
}

/** The first of the failed checks that ended it; its last tick when no check has. */
function firstSign(ticks: readonly Moment[]): number {
  const sign = ticks.findIndex(({ failedChecks }) => failedChecks > 0)
  return sign < 0 ? ticks.length - 1 : sign
}
