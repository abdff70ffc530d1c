import type { TimedRouteStep } from '../../rollouts/schedule/timed-routes.ts'
import type { JsonMap } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import type { Moment } from '../engine/moment.ts'
import type { Scenario } from '../outlook/scenario.ts'
import { type Summary, summaryOf } from '../outlook/summary.ts'
import type { StagesOutlook } from '../stages/outlook.ts'

/** What `--format json` prints: shared with whoever reads it, so that nothing is in it by accident. */
export interface TimelineJson {
  ticks: TickJson[]
  summary: Summary
}

type TickJson = Omit<Moment, 'marks' | 'checked' | 'routes'> & { routes: JsonMap[] | undefined }

export function jsonOf(scenario: Scenario): TimelineJson {
  return { ticks: scenario.ticks.map(tickJson), summary: summaryOf(scenario) }
}

function tickJson({ marks: _, checked: __, ...tick }: Moment): TickJson {
  return { ...tick, routes: tick.routes() }
}

/** Steps in the form of the routes that are recorded from the controller. */
export function stepsJsonOf(outlook: StagesOutlook): StepsJson {
  const { rollout, routes, promotionSeconds, exposure, failures, stuck } = outlook
  const { steps = [] } = rollout.spec.strategy?.canary ?? {}
  return {
    engine: 'rollouts',
    steps: routes.steps.map(({ step, weight, seconds, virtualServices, destinationRules, why }) => ({
      step,
      weight: step in steps && steps[step]?.setWeight === undefined ? null : weight,
      seconds,
      virtualServices,
      ...(destinationRules.length > 0 && { destinationRules }),
      why,
    })),
    summary: {
      promotionSeconds,
      rollbackSeconds: failures?.latest ?? null,
      exposure: failures?.worst.exposure ?? exposure,
      stuck,
    },
  }
}

export interface StepsJson {
  engine: 'rollouts'
  steps: StepJson[]
  summary: Summary
}

interface StepJson extends Pick<TimedRouteStep, 'step' | 'seconds' | 'virtualServices' | 'why'> {
  /** Null for a step that changes other routes. */
  weight: number | null
  /** Of a Rollout that has one. */
  destinationRules?: Manifest[]
}
