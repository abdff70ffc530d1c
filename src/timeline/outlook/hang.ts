import { nextStep, type Plan } from '../../flagger/plan.ts'
import type { Pointer } from '../../values/pointer.ts'
import type { Moment } from '../engine/moment.ts'

/** Why a rollout never ends, although nothing is wrong and every gate is open. */
export interface Hang {
  /** One sentence. */
  reason: string
  phase: Moment['phase']
  /** The canary's share of the traffic meanwhile, in percent. */
  weight: number
  /** The field of the Canary to look at. */
  path: Pointer
}

interface Cause {
  fits: (last: Moment, plan: Plan) => boolean
  reason: (last: Moment, plan: Plan) => string
  path: (plan: Plan) => Pointer
}

/** What keeps rollouts from going on, the first that fits. */
const causes: Cause[] = [
  {
    fits: ({ phase }) => phase === '',
    reason: ({ why }) => `Flagger does not get to the end of the initialisation. ${why}`,
    path: () => '',
  },
  {
    fits: ({ marks }) => marks.some(({ outcome }) => outcome === 'waiting'),
    reason: ({ why }) => `${why.slice(0, -1)}, and nobody opens it.`,
    path: () => '/spec/analysis/webhooks',
  },
  {
    fits: ({ marks }) => marks.some(({ kind }) => kind === 'objects'),
    reason: ({ why }) => `Flagger gives up at every tick. ${why}`,
    path: () => '',
  },
  {
    fits: ({ phase, marks }) => phase === 'Promoting' && marks.every(({ kind }) => kind !== 'pods'),
    reason: () =>
      'stepWeightPromotion takes the traffic from the canary step by step, and the canary has none: the promotion never ends.',
    path: () => '/spec/analysis/stepWeightPromotion',
  },
  {
    fits: ({ routedCanary }, plan) => plan.strategy === 'canary' && nextStep(plan, routedCanary) <= 0,
    reason: ({ routedCanary }, { stepWeights, stepWeight }) =>
      stepWeight <= 0 && stepWeights.length > 0
        ? `The stepWeights ${stepWeights.join(', ')} do not rise after ${routedCanary}: the weight stays there.`
        : 'stepWeight is 0: the canary never gets any traffic.',
    path: ({ stepWeights }) => (stepWeights.length > 0 ? '/spec/analysis/stepWeights' : '/spec/analysis/stepWeight'),
  },
  {
    fits: ({ mirrored, routedCanary }, plan) => plan.mirror && !mirrored && routedCanary === 0,
    reason: (_, { provider }) =>
      `Flagger mirrors requests before the weights begin, and waits for ever to see that it does: ${whyNoMirror(provider)}.`,
    path: () => '/spec/analysis/mirror',
  },
  {
    fits: ({ phase }) => phase === 'Progressing',
    reason: ({ routedCanary, why }) =>
      `Something in the routes is put back at every tick, and the weights with it, so that the canary never gets beyond ${routedCanary}%. ${why}`,
    path: () => '/spec/service',
  },
]

/** `last` is the tick that comes again and again. */
export function explainHang(last: Moment, plan: Plan): Hang {
  const { phase, routedCanary: weight } = last
  const cause = causes.find(({ fits }) => fits(last, plan))
  return {
    reason: cause?.reason(last, plan) ?? last.why,
    phase,
    weight,
    path: cause?.path(plan) ?? '',
  }
}

function whyNoMirror(provider: string): string {
  if (provider.startsWith('gatewayapi')) return 'with the Gateway API it mirrors in blue/green releases only'
  if (provider === 'istio')
    return 'with session affinity the mirror is on the route of the cookie, where it does not look'
  return `${provider} does not mirror`
}
