import { rolloutsOf } from './rollouts.ts'
import type { Scenario } from './scenario.ts'

/** A scenario in four numbers. */
export interface Summary {
  /** From the first revision that is promoted to its end; null when none is. */
  promotionSeconds: number | null
  /** The longest time from the first failed check of a revision until it is out; null when none fails. */
  rollbackSeconds: number | null
  /** Share of the requests × minutes that saw a revision that failed, the worst one; of all revisions when none failed. */
  exposure: number
  stuck: string | null
}

export function summaryOf({ plan, ticks, stuck }: Scenario): Summary {
  const rollouts = rolloutsOf(ticks, plan)
  const failed = rollouts.filter(({ outcome }) => outcome === 'failed')
  const rollbacks = failed.flatMap(({ rollbackSeconds }) => rollbackSeconds ?? [])
  const exposures = (failed.length > 0 ? failed : rollouts).map(({ exposure }) => exposure)
  return {
    promotionSeconds: rollouts.find(({ outcome }) => outcome === 'promoted')?.seconds ?? null,
    rollbackSeconds: rollbacks.length > 0 ? Math.max(...rollbacks) : null,
    exposure: Math.max(0, ...exposures),
    stuck: stuck?.reason ?? null,
  }
}
