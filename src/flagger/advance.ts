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
 * pkg/controller/scheduler.go). The first runs, in phase '' and Initializing, also take the target out of the traffic; what the
 * controller waits for, the primary getting ready, is taken to have happened.
 */
export function reconcileAll(tick: Tick): Stop {
  const { spec } = tick.canary
  if (spec.suspend) {
    return problem('FL013', field(tick, '/spec/suspend'), 'The Canary is suspended, and Flagger does nothing for it')
  }
  const target = targetOf(tick)
  const router = routerOfTick(tick)
  const starting = isStarting(tick)
  // App Mesh injects its proxy only into pods that are started after their VirtualNode is there.
  const meshFirst = providerOf(spec, tick.settings).startsWith('appmesh')
  return (
    target.read(tick) ??
    (target.hasServices ? reconcileCanaryAndPrimary(tick) : null) ??
    (meshFirst ? router.reconcile(tick) : null) ??
    target.initialize(tick) ??
    reconcileScaler(tick, starting) ??
    (target.hasServices ? reconcileApex(tick) : null) ??
    (starting ? target.scaleToZero(tick) : null) ??
    (meshFirst ? null : router.reconcile(tick)) ??
    (starting ? target.syncStatus(tick) : null)
  )
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
