import { isKnative } from './canary.ts'
import { initializeKnative, promoteKnative } from './knative.ts'
import {
  daemonSetFromZero,
  daemonSetToZero,
  deploymentFromZero,
  deploymentToZero,
  promoteWorkload,
} from './promotion.ts'
import { createServiceCopies, promoteService } from './service-target.ts'
import type { Stop, Tick } from './tick.ts'
import { createPrimary, daemonSetKind, deploymentKind, readTarget, syncStatus } from './workload.ts'

/** A kind of target: what Flagger reads of it, makes of it, and does to it (Flagger 1.44, pkg/canary/controller.go). */
export interface Target {
  read: (tick: Tick) => Stop
  /** The Services of a workload are Flagger's; a target that is a Service brings its own. */
  hasServices: boolean
  initialize: (tick: Tick) => Stop
  scaleToZero: (tick: Tick) => Stop
  scaleFromZero: (tick: Tick) => Stop
  promote: (tick: Tick) => Stop
  syncStatus: (tick: Tick) => Stop
}

const nothing = () => null

const targets: Record<'Deployment' | 'DaemonSet' | 'Service' | 'Knative', Target> = {
  Deployment: {
    read: tick => readTarget(tick, deploymentKind),
    hasServices: true,
    initialize: tick => createPrimary(tick, deploymentKind),
    scaleToZero: deploymentToZero,
    scaleFromZero: deploymentFromZero,
    promote: tick => promoteWorkload(tick, deploymentKind),
    syncStatus: tick => syncStatus(tick, deploymentKind),
  },
  DaemonSet: {
    read: tick => readTarget(tick, daemonSetKind),
    hasServices: true,
    initialize: tick => createPrimary(tick, daemonSetKind),
    scaleToZero: daemonSetToZero,
    scaleFromZero: daemonSetFromZero,
    promote: tick => promoteWorkload(tick, daemonSetKind),
    syncStatus: tick => syncStatus(tick, daemonSetKind),
  },
  Service: {
    read: nothing,
    hasServices: false,
    initialize: createServiceCopies,
    scaleToZero: nothing,
    scaleFromZero: nothing,
    promote: promoteService,
    syncStatus: nothing,
  },
  Knative: {
    read: nothing,
    hasServices: false,
    initialize: initializeKnative,
    scaleToZero: nothing,
    scaleFromZero: nothing,
    promote: promoteKnative,
    syncStatus: nothing,
  },
}

export function targetOf({ canary }: Tick): Target {
  const { targetRef } = canary.spec
  if (isKnative(targetRef)) return targets.Knative
  if (targetRef.kind === 'Service') return targets.Service
  return targetRef.kind === 'DaemonSet' ? targets.DaemonSet : targets.Deployment
}
