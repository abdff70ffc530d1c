import { isStarting } from '../../flagger/advance.ts'
import type { Routes } from '../../flagger/providers/router.ts'
import type { Stop, Tick } from '../../flagger/tick.ts'
import type { Turn } from './turn.ts'

// Most runs find every object as they left it. What was found in order is not compared again before it changes: it would be
// found in order again.

/** What a run has found in order, and what it has learnt on the way. */
export interface Settled {
  phase: string
  /** How many objects were written by then. */
  writes: number
  learnt: Pick<Tick, 'selector' | 'ports' | 'metadata'>
}

/** The routes that were set last, when nothing was written after them. */
export interface Asked {
  routes: Routes
  writes: number
}

/** Puts everything right that has changed since it was right; null when that is still to be done. */
export function reconcileChanged(turn: Turn): { stop: Stop } | null {
  const { settled, run } = turn
  const { tick } = run
  if (!settled || settled.writes + turn.routeWrites !== tick.world.writes()) return null
  Object.assign(tick, settled.learnt)
  if (turn.routeWrites === 0 && settled.phase === tick.status.phase) return { stop: null }
  const stop = run.reconcileMesh()
  settle(turn, stop, settled.writes + turn.routeWrites)
  return { stop }
}

/** Remembers that everything is in order, when nothing had to be written for it. */
export function settle(turn: Turn, stop: Stop, writesBefore: number): void {
  const { world, status, selector, ports, metadata } = turn.run.tick
  const writes = world.writes()
  const inOrder = !stop && !isStarting(turn.run.tick) && writes === writesBefore
  turn.routeWrites = 0
  turn.settled = inOrder ? { phase: status.phase, writes, learnt: { selector, ports, metadata } } : null
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
