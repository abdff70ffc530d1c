import type { Plan } from '../../flagger/plan.ts'
import type { Controller } from '../engine/controller.ts'
import type { Moment } from '../engine/moment.ts'
import type { Script } from '../engine/script.ts'
import { hooksOf } from '../engine/webhooks.ts'
import { play } from './play.ts'
import { keepGateClosed, type Plot } from './plot.ts'
import { audienceOf } from './share.ts'

/** A webhook that a person or a pipeline opens, and what the rollout does while it is closed. */
export interface Gate {
  name: string
  type: GateType
  /** Where the rollout stands while nobody opens it; null when it is never asked. */
  holds: Pick<Moment, 'phase' | 'routedCanary' | 'why'> | null
  /** One sentence. */
  effect: string
  /** The run in which it stays closed, from the first tick on. */
  script: Script
}

export const gateTypes = ['confirm-rollout', 'confirm-traffic-increase', 'confirm-promotion'] as const
export type GateType = (typeof gateTypes)[number]

const effects: Record<GateType, (weight: string) => string> = {
  'confirm-rollout': () => 'the canary is not started, in phase Waiting, until it opens',
  'confirm-traffic-increase': weight => `the canary stays ${weight} until it opens, and is checked all the while`,
  'confirm-promotion': weight =>
    `the canary stays ${weight} until it opens, in phase WaitingPromotion, and is checked all the while`,
}

/** Every gate of a Canary. `controller` stands before the first tick of the rollout that `plot` tells. */
export function gatesOf(controller: Controller, plot: Plot): Gate[] {
  const { webhooks } = controller.canary.spec.analysis
  return gateTypes.flatMap(type => hooksOf(webhooks, type).map(({ name }) => gateOf(controller, plot, name, type)))
}

function gateOf(controller: Controller, plot: Plot, name: string, type: GateType): Gate {
  const { ticks, script, ending } = play(controller.fork(), keepGateClosed(plot, name))
  const last = ticks.at(-1)
  if (!last || ending.kind !== 'hangs') return { name, type, holds: null, effect: 'it is never asked', script }
  const { phase, routedCanary, why } = last
  return {
    name,
    type,
    holds: { phase, routedCanary, why },
    effect: effects[type](weightIn(controller.plan, routedCanary)),
    script,
  }
}

function weightIn(plan: Plan, weight: number): string {
  return audienceOf(plan) === 'no requests' ? 'without requests' : `at ${weight}%`
}
