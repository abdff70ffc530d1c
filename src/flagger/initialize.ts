import { isKnative, providerOf } from './canary.ts'
import { initializeKnative } from './knative.ts'
import { problem } from './problems.ts'
import { routerOf } from './providers/index.ts'
import { scalers } from './scalers.ts'
import { createServiceCopies } from './service-target.ts'
import { reconcileApex, reconcileCanaryAndPrimary } from './services.ts'
import { field, type Stop, type Tick } from './tick.ts'
import { createPrimary, daemonSetKind, deploymentKind, readTarget, scaleToZero, syncStatus } from './workload.ts'

/** A kind of target: what Flagger reads of it, makes of it, and does to it. */
interface Target {
  read: (tick: Tick) => Stop
  /** The Services of a workload are Flagger's; a target that is a Service brings its own. */
  hasServices: boolean
  initialize: (tick: Tick) => Stop
  scaleToZero: (tick: Tick) => Stop
  syncStatus: (tick: Tick) => Stop
}

const targets: Record<'Deployment' | 'DaemonSet' | 'Service' | 'Knative', Target> = {
  Deployment: {
    read: tick => readTarget(tick, deploymentKind),
    hasServices: true,
    initialize: tick => createPrimary(tick, deploymentKind),
    scaleToZero: tick => scaleToZero(tick, deploymentKind),
    syncStatus: tick => syncStatus(tick, deploymentKind),
  },
  DaemonSet: {
    read: tick => readTarget(tick, daemonSetKind),
    hasServices: true,
    initialize: tick => createPrimary(tick, daemonSetKind),
    scaleToZero: tick => scaleToZero(tick, daemonSetKind),
    syncStatus: tick => syncStatus(tick, daemonSetKind),
  },
  Service: {
    read: () => null,
    hasServices: false,
    initialize: createServiceCopies,
    scaleToZero: () => null,
    syncStatus: () => null,
  },
  Knative: {
    read: () => null,
    hasServices: false,
    initialize: initializeKnative,
    scaleToZero: () => null,
    syncStatus: () => null,
  },
}

export function targetOf({ canary }: Tick): Target {
  const { targetRef } = canary.spec
  if (isKnative(targetRef)) return targets.Knative
  return targetRef.kind === 'Service'
    ? targets.Service
    : targetRef.kind === 'DaemonSet'
      ? targets.DaemonSet
      : targets.Deployment
}

/**
 * The first runs of the controller, up to phase Initialized (Flagger 1.44, advanceCanary of pkg/controller/scheduler.go). What
 * the controller waits for, the primary getting ready, is taken to happen.
 */
export function advanceToInitialized(tick: Tick): Stop {
  const { spec } = tick.canary
  if (spec.suspend) {
    return problem('FL013', field(tick, '/spec/suspend'), 'The Canary is suspended, and Flagger does nothing for it.')
  }
  const target = targetOf(tick)
  const provider = providerOf(spec, tick.settings)
  const { router } = routerOf(provider)
  // App Mesh injects its proxy only into pods that are started after their VirtualNode is there.
  const meshFirst = provider.startsWith('appmesh')
  return (
    target.read(tick) ??
    (target.hasServices ? reconcileCanaryAndPrimary(tick) : null) ??
    (meshFirst ? router.reconcile(tick) : null) ??
    target.initialize(tick) ??
    reconcileScaler(tick) ??
    (target.hasServices ? reconcileApex(tick) : null) ??
    target.scaleToZero(tick) ??
    (meshFirst ? null : router.reconcile(tick)) ??
    target.syncStatus(tick)
  )
}

function reconcileScaler(tick: Tick): Stop {
  const ref = tick.canary.spec.autoscalerRef
  const scaler = ref && scalers[ref.kind ?? '']
  if (!scaler) return null
  const stop = scaler.reconcile(tick, ref, 'init')
  if (!stop) scaler.pause(tick, ref)
  return stop
}
