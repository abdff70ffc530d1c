import { isStarting, routerOfTick } from '../../flagger/advance.ts'
import type { ObjectReference } from '../../flagger/canary.ts'
import type { Plan } from '../../flagger/plan.ts'
import type { Routes } from '../../flagger/providers/router.ts'
import type { Run } from '../../flagger/rollout.ts'
import type { Stop, Tick } from '../../flagger/tick.ts'
import { does } from '../../flagger/versions.ts'
import type { Problem } from '../../values/finding.ts'
import type { Mark, MarkKind } from './marks.ts'
import type { Asked, Settled } from './objects.ts'
import type { Event } from './script.ts'
import { type CanaryStatus, inPhase, type Phase, type Revision, synced } from './status.ts'
import type { TargetState } from './target.ts'
import type { Hooks } from './webhooks.ts'

/** One run of the controller: what it has read, what it works with, and what it has found out so far. */
export interface Turn {
  /** What the run can do to the objects. */
  run: Run
  plan: Plan
  event: Event
  target: TargetState
  /** The primary was there before this run, so that its pods had time to start. */
  primaryKnown: boolean
  /** The status as the run has it in memory; what it writes is made from it. */
  read: CanaryStatus
  /** The status as it is in the cluster. */
  status: CanaryStatus
  /** The shares of the traffic as the run found them. */
  routes: Routes
  /** The shares that were last asked for: they are what is there when the objects with the routes are only assumed to be. */
  asked: Asked
  settled: Settled | null
  /** How many objects were written for the routes alone since then. */
  routeWrites: number
  /** The names of the configs that are tracked; null when none ever are. */
  trackedConfigs: () => readonly string[] | null
  hooks: Hooks
  marks: Mark[]
  /** The canary was looked at in this run. */
  checked: boolean
  /** Whether the MetricTemplate of a metric exists. */
  hasTemplate: (ref: ObjectReference) => boolean
}

/** Why the run ends here, in one sentence; null when it goes on. */
export type End = string | null

/** What one step of a run does. */
export type Step = (turn: Turn) => End

export function mark(turn: Turn, kind: MarkKind, name: string, outcome: Mark['outcome']): void {
  turn.marks.push({ kind, name, outcome })
}

/** The controller could not do what it had to. */
export function gaveUp(turn: Turn, stop: Stop): End {
  if (!stop) return null
  mark(turn, 'objects', stop.code, 'failed')
  return `${stop.message}.`
}

/** The status in memory, with the cookies that the router may have changed in it. */
export function inMemory({ read, run }: Turn): CanaryStatus {
  const { cookie, primaryCookie, previousCookie } = run.tick.status
  return { ...read, cookie, primaryCookie, previousCookie }
}

/** The shares of the traffic, or why they cannot be told. */
export function findRoutes({ run, asked }: Pick<Turn, 'run' | 'asked'>): Routes | Problem {
  return areAssumed(run.tick) ? { ...asked.routes, mirrored: false } : run.getRoutes()
}

/** What the provider copies its routes from was not given, so that there are none to read. Such providers do not mirror. */
function areAssumed(tick: Tick): boolean {
  if (tick.refs !== 'assume' || isStarting(tick)) return false
  const written = routerOfTick(tick).writes(tick)
  return written.length > 0 && written.every(({ kind, name }) => tick.world.get(kind, name) === null)
}

export function writeStatus(turn: Turn, change: Partial<CanaryStatus>): void {
  turn.status = { ...inMemory(turn), ...change, written: true }
}

export function writePhase(turn: Turn, phase: Phase, from: CanaryStatus = inMemory(turn)): void {
  const { plan, run } = turn
  const keeps = does(run.tick.settings, 'promotingKeepsWeight')
  turn.status = inPhase(from, phase, plan.iterations, keeps ? undefined : 'Promoting')
}

/** Writes the status together with the revision that it is about; the configs that it lists have to be there. */
export function syncStatus(
  turn: Turn,
  revision: Revision,
  to: Parameters<typeof synced>[2],
  from: CanaryStatus = inMemory(turn),
): Stop {
  const stop = turn.run.syncStatus()
  if (!stop) turn.status = synced(from, revision, to)
  return stop
}
