import type { Canary } from '../../flagger/canary.ts'
import { daemonSets, deployments } from '../../flagger/kinds.ts'
import { namesOf } from '../../flagger/names.ts'
import { initialRoutes, type Routes } from '../../flagger/providers/router.ts'
import type { Release } from '../../flagger/release.ts'
import { startRun } from '../../flagger/rollout.ts'
import type { World } from '../../flagger/world.ts'
import { type Moment, momentOf } from './moment.ts'
import { type Plan, planOf } from './plan.ts'
import type { Event } from './script.ts'
import { type CanaryStatus, newStatus } from './status.ts'
import { takeSteps } from './steps.ts'
import { applyEvent, initialTarget, type TargetState } from './target.ts'
import type { Turn } from './turn.ts'

/** Flagger over one Canary, from its creation on. */
export interface Controller {
  plan: Plan
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
  asked: Routes
}

export function openController(release: Release, canary: Canary, world: World): Controller {
  const plan = planOf(canary, release.settings)
  const hasTemplate = templatesOf(release, canary)
  return controllerAt(world, {
    ticks: 0,
    status: newStatus,
    target: initialTarget(world, canary),
    asked: initialRoutes,
  })

  function controllerAt(world: World, start: State): Controller {
    let state = start
    return {
      plan,
      world,
      advance(event) {
        const ticks = state.ticks + 1
        const target = applyEvent(world, canary, state.target, event)
        const primaryKnown = ticks > 1 && hasPrimary(world, canary)
        const run = startRun(canary, world, release, state.status)
        const { status } = state
        const turn: Turn = {
          run,
          plan,
          event,
          target,
          primaryKnown,
          read: status,
          status,
          routes: initialRoutes,
          asked: state.asked,
          marks: [],
          hasTemplate,
        }
        const why = takeSteps(turn)
        state = { ticks, status: turn.status, target, asked: turn.asked }
        return momentOf(turn, { tick: ticks, seconds: ticks * plan.interval, why })
      },
      fork: () => controllerAt(world.fork(), state),
    }
  }
}

/** Primaries that are only sketched are taken to be there. */
function hasPrimary(world: World, { spec }: Canary): boolean {
  const { kind, name } = spec.targetRef
  if (kind === 'Service') return true
  const workloads = kind === 'DaemonSet' ? daemonSets : deployments
  const target = world.get(workloads, name)
  return world.get(workloads, namesOf(name, '').targetPrimary) !== null || (target !== null && world.isSketched(target))
}

/** A template that nobody gave is assumed to exist, unless the input is the whole cluster. */
function templatesOf({ refs, cluster, namespace }: Release, canary: Canary): Turn['hasTemplate'] {
  if (refs === 'assume') return () => true
  return ref =>
    cluster.objects.some(
      ({ kind, metadata }) =>
        kind === 'MetricTemplate' &&
        metadata.name === ref.name &&
        (metadata.namespace ?? namespace) === (ref.namespace || canary.namespace),
    )
}
