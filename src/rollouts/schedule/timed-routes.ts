import type { Manifest } from '../../values/manifest.ts'
import { isAnalysisTemplate } from '../kinds.ts'
import { readAnalysisTemplate } from '../read.ts'
import type { Rollout } from '../rollout.ts'
import { type Prediction, type RouteStep, routesAfter } from '../routes/predict.ts'
import { weightAt } from './pods.ts'
import { type ScheduleOptions, scheduleOf } from './schedule.ts'

/** The mesh after a step, and when that is. */
export interface TimedRouteStep extends Omit<RouteStep, 'weight'> {
  /** Percent that the canary gets from then on, also where a step changes other routes. */
  weight: number
  /** From the start of the rollout until the mesh is so; null behind a wait whose length nobody can know. */
  seconds: number | null
}

export interface TimedRoutes extends Pick<Prediction, 'problems'> {
  /** −1 before the first step, then every step that changes a route, last the number of steps: the promotion. */
  steps: TimedRouteStep[]
}

/** What `serin timeline` prints of a Rollout: the predicted routes at the times of its schedule, when all goes well. */
export function timedRoutes(
  rollout: Rollout,
  objects: readonly Manifest[],
  options: Pick<ScheduleOptions, 'podSeconds'> = {},
): TimedRoutes {
  const { steps, problems } = routesAfter(rollout, objects)
  const templates = objects.filter(isAnalysisTemplate).map(object => readAnalysisTemplate(object).value)
  const ends = endsOf(rollout, { ...options, templates })
  return {
    problems,
    steps: steps.map(({ step, weight, virtualServices, destinationRules, why }) => ({
      step,
      weight: weight ?? weightAt(rollout, step),
      seconds: step < 0 ? 0 : (ends[step] ?? null),
      virtualServices,
      destinationRules,
      why,
    })),
  }
}

/** When each step is done. */
function endsOf(rollout: Rollout, options: ScheduleOptions): (number | null)[] {
  const ends: (number | null)[] = []
  let now: number | null = 0
  for (const { seconds } of scheduleOf(rollout, options).steps) {
    now = now === null || seconds === null ? null : now + seconds
    ends.push(now)
  }
  return ends
}
