import type { Rule } from '../../rule.ts'
import { antiAffinity } from './anti-affinity.ts'
import { binaryData } from './binary-data.ts'
import { disruptionBudget } from './disruption-budget.ts'
import { emptiedBackend } from './emptied-backend.ts'
import { emptiedService } from './emptied-service.ts'
import { meshPolicy } from './mesh-policy.ts'
import { monitor } from './monitor.ts'
import { networkPeer } from './network-peer.ts'
import { networkPolicy } from './network-policy.ts'
import { readiness } from './readiness.ts'
import { replicasBesideScaler } from './replicas-beside-scaler.ts'
import { scalerRange } from './scaler-range.ts'
import { scalerUnnamed } from './scaler-unnamed.ts'
import { singleReplica } from './single-replica.ts'

/** About the workload and what stands around it, in the order of their codes. */
export const workloadRules: readonly Rule[] = [
  replicasBesideScaler,
  scalerRange,
  disruptionBudget,
  networkPolicy,
  networkPeer,
  readiness,
  antiAffinity,
  binaryData,
  emptiedService,
  emptiedBackend,
  monitor,
  meshPolicy,
  scalerUnnamed,
  singleReplica,
]
