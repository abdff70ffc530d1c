import { nextStep, type Strategy } from '../../flagger/plan.ts'
import type { Routes } from '../../flagger/providers/router.ts'
import { setRoutes } from './objects.ts'
import { awaitPromotion, promote } from './promotion.ts'
import { type End, gaveUp, type Step, type Turn, writeStatus } from './turn.ts'
import { firstRefusal } from './webhooks.ts'

// What a rollout does after its checks have passed (Flagger 1.44, runCanary, runAB and runBlueGreen of
// pkg/controller/scheduler.go).

const strategies: Record<Strategy, Step> = {
  canary: shiftToCanary,
  'ab-testing': iterateAbTest,
  'blue-green': iterateBlueGreen,
}

export function advance(turn: Turn): End {
  return strategies[turn.plan.strategy](turn)
}

function shiftToCanary(turn: Turn): End {
  const { plan, routes, read } = turn
  const step = nextStep(plan, routes.canary)
  if (step <= 0) return `The step from ${routes.canary}% is ${step}: the weight stays where it is.`
  const gate =
    routes.mirrored || read.phase === 'WaitingPromotion' ? null : firstRefusal(turn, 'confirm-traffic-increase')
  if (gate) return `The gate ${gate.name} is closed: the weight stays at ${routes.canary}%.`
  if (routes.canary >= plan.maxWeight) return awaitPromotion(turn) ?? promote(turn)
  return route(turn, stepped(turn, step))
}

/** Copies of requests come first when they are asked for, then the weights begin. */
function stepped({ plan, routes }: Turn, step: number): Routes {
  if (plan.mirror && routes.canary === 0) {
    return routes.mirrored
      ? { primary: 100 - step, canary: step, mirrored: false }
      : { primary: 100, canary: 0, mirrored: true }
  }
  const { primary, canary, mirrored } = routes
  return { primary: Math.max(0, primary - step), canary: Math.min(100, canary + step), mirrored }
}

function route(turn: Turn, routes: Routes): End {
  const stop = setRoutes(turn, routes)
  if (stop) return gaveUp(turn, stop)
  writeStatus(turn, { canaryWeight: routes.canary })
  return routes.mirrored
    ? 'The canary gets copies of the requests, and its answers are dropped.'
    : `The canary gets ${routes.canary}% of the requests.`
}

function iterateAbTest(turn: Turn): End {
  const { plan, read } = turn
  if (read.iterations >= plan.iterations) {
    return awaitPromotion(turn) ?? (read.iterations === plan.iterations ? promote(turn) : beyond(turn))
  }
  const stop = setRoutes(turn, { primary: 0, canary: 100, mirrored: false })
  return gaveUp(turn, stop) ?? iterate(turn, 'the canary gets the requests that match')
}

function iterateBlueGreen(turn: Turn): End {
  const { plan, read, routes } = turn
  const hasMesh = plan.provider !== 'kubernetes'
  if (read.iterations < plan.iterations) {
    const mirrors = hasMesh && plan.mirror
    if (mirrors && !routes.mirrored) setRoutes(turn, { primary: 100, canary: 0, mirrored: true })
    return iterate(turn, mirrors ? 'the canary gets copies of the requests' : 'the canary is checked without requests')
  }
  const waiting = awaitPromotion(turn)
  if (waiting || read.iterations > plan.iterations) return waiting ?? promote(turn)
  const stop = hasMesh ? setRoutes(turn, { primary: 0, canary: 100, mirrored: false }) : null
  if (stop) return gaveUp(turn, stop)
  writeStatus(turn, { iterations: read.iterations + 1 })
  return hasMesh ? 'The canary gets all requests.' : 'The iterations are over.'
}

function iterate(turn: Turn, what: string): End {
  const iterations = turn.read.iterations + 1
  writeStatus(turn, { iterations })
  return `Iteration ${iterations} of ${turn.plan.iterations}: ${what}.`
}

/** Fewer iterations are asked for than were already made. */
function beyond({ read, plan }: Turn): End {
  return `${read.iterations} iterations were made and ${plan.iterations} are asked for: nothing happens any more.`
}
