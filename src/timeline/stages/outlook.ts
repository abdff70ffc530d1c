import type { Rollout } from '../../rollouts/rollout.ts'
import { type TimedRoutes, timedRoutes } from '../../rollouts/schedule/timed-routes.ts'
import type { Manifest } from '../../values/manifest.ts'
import type { Failures } from '../outlook/failures.ts'
import { detectionOf } from './detection.ts'
import { stageFailures } from './failures.ts'
import { type Stage, stagesOf } from './stages.ts'

/** What is to be expected of a Rollout of Argo Rollouts. */
export interface StagesOutlook {
  rollout: Rollout
  stages: Stage[]
  routes: TimedRoutes
  /** When all goes well; null when nobody can know, or it is never promoted. */
  promotionSeconds: number | null
  /** Share × minutes that the canary gets meanwhile; of the steps whose length is known. */
  exposure: number
  /** The largest share that it gets, 0 to 1. */
  peak: number
  /** Null when a bad release is never noticed. */
  failures: Failures | null
  /** Where the controller stops, and why. */
  stuck: string | null
  /** How long the old pods stay after the promotion. */
  scaleDownSeconds: number
}

export function stagesOutlook(rollout: Rollout, objects: readonly Manifest[]): StagesOutlook {
  const { stages, schedule } = stagesOf(rollout, objects)
  const routes = timedRoutes(rollout, objects)
  const stopped = routes.problems.find(({ code }) => code === 'RO063')
  const minutes = stages.reduce((sum, { share, seconds }) => sum + (share * (seconds ?? 0)) / 60, 0)
  return {
    rollout,
    stages,
    routes,
    promotionSeconds: stopped || schedule.open || stages.length === 0 ? null : schedule.seconds,
    exposure: Math.round(minutes * 1e6) / 1e6,
    peak: Math.max(0, ...stages.map(({ share }) => share)),
    failures: stageFailures(stages, detectionOf(rollout, objects), schedule.rollbackSeconds),
    stuck: stopped?.message ?? null,
    scaleDownSeconds: schedule.scaleDownSeconds,
  }
}
