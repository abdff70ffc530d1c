import type { Problem } from '../values/finding.ts'
import type { JsonMap } from '../values/json.ts'
import type { Manifest } from '../values/manifest.ts'
import { isStarting, reconcileAll, reconcileMesh, reconcilePrimary, reconcileRest, routerOfTick } from './advance.ts'
import type { Canary } from './canary.ts'
import type { Routes } from './providers/router.ts'
import { worldOf } from './read-cluster.ts'
import type { Release } from './release.ts'
import { scalers } from './scalers.ts'
import { targetOf } from './targets.ts'
import { noStatus, type Status, type Stop, startTick, type Tick } from './tick.ts'
import { shown, type World } from './world.ts'

/** A run of the controller, and what it can do to the objects. Who decides when it does what is the timeline. */
export interface Run {
  tick: Tick
  /** Everything that is there is put right, and what is missing is created: up to the primary, then the rest. */
  reconcilePrimary: () => Stop
  reconcileRest: () => Stop
  /** The routes alone, for when nothing else has changed. */
  reconcileMesh: () => Stop
  getRoutes: () => Routes | Problem
  setRoutes: (routes: Routes) => Stop
  promote: () => Stop
  /** The primary's autoscaler is brought up to date. */
  syncScaler: () => Stop
  scaleUp: () => Stop
  scaleDown: () => Stop
  /** The status is to be written, which needs the configs that it lists. */
  syncStatus: () => Stop
}

export function startRun(
  canary: Canary,
  world: World,
  release: Pick<Release, 'settings' | 'refs'>,
  status: Status,
): Run {
  const tick = startTick(canary, world, release, status)
  const target = targetOf(tick)
  const router = routerOfTick(tick)
  const ref = tick.canary.spec.autoscalerRef
  const scaler = ref && scalers[ref.kind ?? '']
  return {
    tick,
    reconcilePrimary: () => reconcilePrimary(tick),
    reconcileRest: () => reconcileRest(tick),
    reconcileMesh: () => reconcileMesh(tick),
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
    syncStatus: () => target.syncStatus(tick),
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
  return router.writes(tick).flatMap(({ kind, name }) => {
    const object = world.get(kind, name)
    return object ? [shown(kind, object, kind.apiVersion)] : []
  })
}

/** The part of an object that says where requests go: of a VirtualService or HTTPRoute. */
export function routesOf({ kind, spec }: Manifest): JsonMap | null {
  const { http, tcp, rules } = (spec ?? {}) as JsonMap
  if (http) return { kind, http }
  if (tcp) return { kind, tcp }
  return rules ? { kind, rules } : null
}
