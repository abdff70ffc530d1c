import type { Plan } from '../../flagger/plan.ts'
import type { Moment } from '../engine/moment.ts'

/** Which requests a share is a share of. */
export type Audience = 'all requests' | 'requests that match' | 'no requests'

/** Without a mesh Flagger counts iterations, and the Service keeps sending everything to the primary. */
export function audienceOf({ provider, strategy }: Pick<Plan, 'provider' | 'strategy'>): Audience {
  if (provider === 'kubernetes') return 'no requests'
  return strategy === 'ab-testing' ? 'requests that match' : 'all requests'
}

/** The share of the audience whose answers come from the canary, 0 to 1; copies do not count. */
export function shareOf({ routedCanary }: Pick<Moment, 'routedCanary'>, plan: Plan): number {
  return audienceOf(plan) === 'no requests' ? 0 : routedCanary / 100
}

/** Share × minutes: 1 is every request of a minute, or every second one for two. */
export function exposureOf(moments: readonly Moment[], plan: Plan): number {
  const shares = moments.reduce((sum, moment) => sum + shareOf(moment, plan), 0)
  return round((shares * plan.interval) / 60)
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
