import type { Problem } from '../values/finding.ts'
import type { JsonMap } from '../values/json.ts'
import type { Manifest } from '../values/manifest.ts'
import { isStarting, reconcileAll, routerOfTick } from './advance.ts'
import type { Canary } from './canary.ts'
import type { Routes } from './providers/router.ts'
import { worldOf } from './read-cluster.ts'
import type { Release } from './release.ts'
import { scalers } from './scalers.ts'
import { targetOf } from './targets.ts'
import { noStatus, type Status, type Stop, startTick, type Tick } from './tick.ts'
import type { World } from './world.ts'

/**
 * A rollout after the start: the objects as the controller has left them, and what it can do to them. Who decides when it does
 * what is the timeline; the names are those of Flagger's scheduler.
 */
export interface Rollout {
  world: World
  /** The cookies, as the Canary's status keeps them from run to run. */
  status: Status
  /** Begins a run of the controller, in this phase: everything is put right, then the run can go on. */
  begin: (phase: string, iterations?: number) => Run
}

export interface Run {
  /** Why the controller gave up. */
  stop: Stop
  getRoutes: () => Routes | Problem
  setRoutes: (routes: Routes) => Stop
  promote: () => Stop
  /** The primary's autoscaler is brought up to date. */
  syncScaler: () => Stop
  scaleUp: () => Stop
  scaleDown: () => Stop
}

/** A release that Flagger takes on; the runs up to phase Initialized are the first ones of it. */
export function openRollout(release: Release, canary: Canary): Rollout {
  const { world } = worldOf(release, canary)
  const rollout: Rollout = {
    world,
    status: { ...noStatus },
    begin(phase, iterations = 0) {
      const tick = startTick(canary, world, release, { ...rollout.status, phase, iterations })
      rollout.status = tick.status
      return runOf(tick, reconcileAll(tick))
    },
  }
  return rollout
}

function runOf(tick: Tick, stop: Stop): Run {
  const target = targetOf(tick)
  const router = routerOfTick(tick)
  const ref = tick.canary.spec.autoscalerRef
  const scaler = ref && scalers[ref.kind ?? '']
  return {
    stop,
    getRoutes: () => router.getRoutes(tick),
    setRoutes: routes => router.setRoutes(tick, routes),
    promote: () => target.promote(tick),
    syncScaler: () => (scaler ? scaler.reconcile(tick, ref, 'promotion') : null),
    scaleUp() {
      if (scaler) scaler.resume(tick, ref)
      return target.scaleFromZero(tick)
    },
    scaleDown() {
      if (scaler) scaler.pause(tick, ref)
      return target.scaleToZero(tick)
    },
  }
}

export interface Moment extends Partial<Status> {
  routes: Routes
}

/** The objects of the mesh at one moment of a rollout, as the controller leaves them. */
export function routesAt(release: Release, canary: Canary, moment: Moment): Manifest[] {
  const { world } = worldOf(release, canary)
  const { routes, ...status } = moment
  const tick = startTick(canary, world, release, { ...noStatus, ...status })
  reconcileAll(tick)
  const router = routerOfTick(tick)
  if (!isStarting(tick)) router.setRoutes(tick, routes)
  return router.writes(tick).flatMap(({ kind, name }) => world.get(kind, name) ?? [])
}

/** The part of an object that says where requests go: of a VirtualService or HTTPRoute. */
export function routesOf({ kind, spec }: Manifest): JsonMap | null {
  const { http, tcp, rules } = (spec ?? {}) as JsonMap
  if (http) return { kind, http }
  if (tcp) return { kind, tcp }
  return rules ? { kind, rules } : null
}
