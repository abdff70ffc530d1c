import type { Canary } from '../../flagger/canary.ts'
import { type Plan, planOf } from '../../flagger/plan.ts'
import { initialRoutes } from '../../flagger/providers/router.ts'
import type { Release } from '../../flagger/release.ts'
import { startRun } from '../../flagger/rollout.ts'
import type { World } from '../../flagger/world.ts'
import { type Moment, momentOf } from './moment.ts'
import { type Asked, type Settled, untouched } from './objects.ts'
import { trackedNames } from './revision.ts'
import type { Event } from './script.ts'
import { type CanaryStatus, newStatus, sameStatus } from './status.ts'
import { takeSteps } from './steps.ts'
import { applyEvent, hasPrimary, initialTarget, type TargetState } from './target.ts'
import { templatesOf } from './templates.ts'
import type { Turn } from './turn.ts'
import { hooksByType } from './webhooks.ts'

/** Flagger over one Canary, from its creation on. */
export interface Controller {
  plan: Plan
  canary: Canary
  world: World
  /** One run: first the event happens, then the controller looks. */
  advance: (event: Event) => Moment
  /** A controller that goes its own way from here. */
  fork: () => Controller
}

/** What outlives a run. */
interface State {
  ticks: number
  status: CanaryStatus
  target: TargetState
  asked: Asked
  settled: Settled | null
  routeWrites: number
  /** The last run, when it has changed nothing. */
  quiet: { event: Event; moment: Moment } | null
}

export function openController(release: Release, canary: Canary, opened: World): Controller {
  const plan = planOf(canary, release.settings)
  const hasTemplate = templatesOf(release, canary)
  const hooks = hooksByType(canary)
  let tracked: { names: string[] | null } | null = null

  return controllerAt(opened, {
    ticks: 0,
    status: newStatus,
    target: initialTarget(opened, canary),
    asked: { routes: initialRoutes, writes: untouched },
    settled: null,
    routeWrites: 0,
    quiet: null,
  })

  function controllerAt(world: World, start: State): Controller {
    let state = start
    return {
      plan,
      canary,
      world,
      advance(event) {
        const result = runOnce(world, state, event)
        state = result.state
        return result.moment
      },
      fork: () => controllerAt(world.fork(), state),
    }
  }

  function runOnce(world: World, state: State, event: Event): { state: State; moment: Moment } {
    const ticks = state.ticks + 1
    const seconds = ticks * plan.interval
    const { status, quiet } = state
    if (quiet && sameEvent(quiet.event, event)) {
      return { state: { ...state, ticks }, moment: { ...quiet.moment, tick: ticks, seconds } }
    }
    const writes = world.writes()
    const target = applyEvent(world, canary, state.target, event)
    const run = startRun(canary, world, release, status)
    const turn: Turn = {
      run,
      plan,
      event,
      target,
      primaryKnown: ticks > 1 && hasPrimary(world, canary),
      read: status,
      status,
      routes: initialRoutes,
      asked: state.asked,
      settled: state.settled,
      routeWrites: state.routeWrites,
      hooks,
      marks: [],
      checked: false,
      hasTemplate,
      trackedConfigs() {
        tracked ??= { names: trackedNames(run.tick) }
        return tracked.names
      },
    }
    const why = takeSteps(turn)
    const moment = momentOf(turn, { tick: ticks, seconds, why })
    // The first run is different: it does not know the primary's pods yet.
    const isQuiet = ticks > 1 && world.writes() === writes && target === state.target && sameStatus(status, turn.status)
    const { asked, settled, routeWrites } = turn
    return {
      state: {
        ticks,
        status: turn.status,
        target,
        asked,
        settled,
        routeWrites,
        quiet: isQuiet ? { event, moment } : null,
      },
      moment,
    }
  }
}

/** Only events without a change of their own can be told to do nothing again. */
function sameEvent(a: Event, b: Event): boolean {
  return a === b || (Object.keys(a).length === 0 && Object.keys(b).length === 0)
}
