import { isStarting } from '../../flagger/advance.ts'
import { initialRoutes, type Routes } from '../../flagger/providers/router.ts'
import type { Stop, Tick } from '../../flagger/tick.ts'
import type { Turn } from './turn.ts'

// Most runs find every object as they left it. What was found in order is not compared again before it changes: it would be
// found in order again.

/** What a run has found in order, and what it has learnt on the way. */
export interface Settled {
  /** How many objects were written by then. */
  writes: number
  learnt: Pick<Tick, 'selector' | 'ports' | 'metadata'>
  /** Routes of these shapes are in order; weights are no part of a shape, because routers do not compare them. */
  shapes: ReadonlySet<string>
}

/** The routes that were set last. */
export interface Asked {
  routes: Routes
  /** How many objects were written right after; `untouched` when the routes are those that the router begins with. */
  writes: number
}

export const untouched = -1

/** Puts everything right that has changed since it was right; null when more than the routes has changed. */
export function reconcileRoutes(turn: Turn): { stop: Stop } | null {
  const { settled, run } = turn
  const { tick } = run
  const { world } = tick
  if (!settled || settled.writes + turn.routeWrites !== world.writes()) return null
  Object.assign(tick, settled.learnt)
  if (settled.shapes.has(shapeOf(turn))) {
    turn.settled = { ...settled, writes: world.writes() }
    turn.routeWrites = 0
    return { stop: null }
  }
  const before = world.writes()
  const stop = run.reconcileMesh()
  settle(turn, stop, before, settled.shapes)
  return { stop }
}

/** Remembers that everything is in order, when nothing had to be written for it. */
export function settle(turn: Turn, stop: Stop, writesBefore: number, shapes: ReadonlySet<string> = new Set()): void {
  const { tick } = turn.run
  const { selector, ports, metadata } = tick
  const writes = tick.world.writes()
  const inOrder = !stop && !isStarting(tick) && writes === writesBefore
  turn.routeWrites = 0
  // A router that writes puts its first routes back.
  if (writes !== writesBefore) turn.asked = { ...turn.asked, writes: untouched }
  turn.settled = inOrder
    ? { writes, learnt: { selector, ports, metadata }, shapes: new Set([...shapes, shapeOf(turn)]) }
    : null
}

function shapeOf({ asked, run }: Turn): string {
  const { primary, canary, mirrored } = asked.writes === untouched ? initialRoutes : asked.routes
  const { phase, cookie, primaryCookie, previousCookie } = run.tick.status
  return [
    phase,
    asked.writes === untouched,
    primary === 0,
    canary === 0,
    mirrored,
    cookie,
    primaryCookie,
    previousCookie,
  ].join()
}

export function setRoutes(turn: Turn, routes: Routes): Stop {
  const { asked, run } = turn
  const { world } = run.tick
  if (asked.writes === world.writes() && sameRoutes(asked.routes, routes)) return null
  const before = world.writes()
  const stop = run.setRoutes(routes)
  turn.routeWrites += world.writes() - before
  if (!stop) turn.asked = { routes, writes: world.writes() }
  return stop
}

function sameRoutes(a: Routes, b: Routes): boolean {
  return a.primary === b.primary && a.canary === b.canary && a.mirrored === b.mirrored
}
