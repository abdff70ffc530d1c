import { providerOf } from './canary.ts'
import { problem } from './problems.ts'
import { routerOf } from './providers/index.ts'
import type { Router } from './providers/router.ts'
import { scalers } from './scalers.ts'
import { reconcileApex, reconcileCanaryAndPrimary } from './services.ts'
import { targetOf } from './targets.ts'
import { field, type Stop, type Tick } from './tick.ts'

/**
 * What every run of the controller does before it looks at the analysis (Flagger 1.44, advanceCanary of
 * pkg/controller/scheduler.go). What the controller waits for on the way, the primary getting ready, is taken to have happened.
 */
export function reconcileAll(tick: Tick): Stop {
  return reconcilePrimary(tick) ?? reconcileRest(tick)
}

/** The first half: up to the primary workload, which has to be ready before anything is sent to it. */
export function reconcilePrimary(tick: Tick): Stop {
  if (tick.canary.spec.suspend) {
    return problem('FL013', field(tick, '/spec/suspend'), 'The Canary is suspended, and Flagger does nothing for it')
  }
  const target = targetOf(tick)
  return (
    target.read(tick) ??
    (target.hasServices ? reconcileCanaryAndPrimary(tick) : null) ??
    (isMeshFirst(tick) ? reconcileMesh(tick) : null) ??
    target.initialize(tick)
  )
}

/** The second half. In the first runs, in phase '' and Initializing, it also takes the target out of the traffic. */
export function reconcileRest(tick: Tick): Stop {
  const target = targetOf(tick)
  const starting = isStarting(tick)
  return (
    reconcileScaler(tick, starting) ??
    (target.hasServices ? reconcileApex(tick) : null) ??
    (starting ? target.scaleToZero(tick) : null) ??
    (isMeshFirst(tick) ? null : reconcileMesh(tick)) ??
    (starting ? target.syncStatus(tick) : null)
  )
}

export function reconcileMesh(tick: Tick): Stop {
  return routerOfTick(tick).reconcile(tick)
}

/** App Mesh injects its proxy only into pods that are started after their VirtualNode is there. */
function isMeshFirst({ canary, settings }: Tick): boolean {
  return providerOf(canary.spec, settings).startsWith('appmesh')
}

export function isStarting({ status }: Tick): boolean {
  return status.phase === '' || status.phase === 'Initializing'
}

export function routerOfTick({ canary, settings }: Tick): Router {
  return routerOf(providerOf(canary.spec, settings)).router
}

function reconcileScaler(tick: Tick, starting: boolean): Stop {
  const ref = tick.canary.spec.autoscalerRef
  const scaler = ref && scalers[ref.kind ?? '']
  if (!scaler) return null
  const stop = scaler.reconcile(tick, ref, 'init')
  if (!stop && starting) scaler.pause(tick, ref)
  return stop
}
