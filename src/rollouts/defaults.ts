import type { Rollout } from './rollout.ts'

/** What the controller assumes for fields that are left out (Argo Rollouts 1.10, utils/defaults/defaults.go). */
export const defaults = {
  replicas: 1,
  revisionHistoryLimit: 10,
  progressDeadlineSeconds: 600,
  /** 25 %, although the string has no percent sign. */
  maxSurge: '25',
  maxUnavailable: '25',
  scaleDownDelaySeconds: 30,
  abortScaleDownDelaySeconds: 30,
  consecutiveErrorLimit: 4,
  /** Pause before a measurement that ended in an error is repeated (metric/provider, DefaultErrorRetryInterval). */
  errorRetrySeconds: 10,
  maxTrafficWeight: 100,
  mirrorPercentage: 100,
} as const

export function replicasOf({ spec }: Rollout): number {
  return spec.replicas ?? defaults.replicas
}

export function progressDeadlineOf({ spec }: Rollout): number {
  return spec.progressDeadlineSeconds ?? defaults.progressDeadlineSeconds
}

export function revisionHistoryLimitOf({ spec }: Rollout): number {
  return spec.revisionHistoryLimit ?? defaults.revisionHistoryLimit
}

/** What a weight of “everything” is (utils/weightutil). */
export function maxWeightOf({ spec }: Rollout): number {
  return spec.strategy?.canary?.trafficRouting?.maxTrafficWeight ?? defaults.maxTrafficWeight
}
