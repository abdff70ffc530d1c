import { noStatus, type Status } from '../../flagger/tick.ts'

export type Phase =
  | ''
  | 'Initialized'
  | 'Waiting'
  | 'Progressing'
  | 'WaitingPromotion'
  | 'Promoting'
  | 'Finalising'
  | 'Succeeded'
  | 'Failed'

/** The status of a Canary (Flagger 1.44, pkg/apis/flagger/v1beta1/status.go). */
export interface CanaryStatus extends Status {
  phase: Phase
  canaryWeight: number
  failedChecks: number
  /** What Flagger keeps as hashes of the target's pods: which revision it has last seen, and last promoted. */
  lastApplied: string | null
  lastPromoted: string | null
  /** The tracked ConfigMaps and Secrets and what is in them; null before they are first looked at, or when none are tracked. */
  trackedConfigs: string | null
  /** Whether it was ever written: only then it has a time of the last transition. */
  written: boolean
}

export const newStatus: Readonly<CanaryStatus> = {
  ...noStatus,
  phase: '',
  canaryWeight: 0,
  failedChecks: 0,
  lastApplied: null,
  lastPromoted: null,
  trackedConfigs: null,
  written: false,
}

/** What the target is now. */
export interface Revision {
  pods: string
  configs: string | null
}

/** A rollout begins, ends or starts over: the counters are set, and this is the revision it is about (syncCanaryStatus). */
export function synced(
  status: CanaryStatus,
  { pods, configs }: Revision,
  to: Pick<CanaryStatus, 'phase'> & Partial<Pick<CanaryStatus, 'canaryWeight' | 'failedChecks' | 'iterations'>>,
): CanaryStatus {
  return {
    ...status,
    canaryWeight: 0,
    failedChecks: 0,
    iterations: 0,
    ...to,
    lastApplied: pods,
    lastPromoted: to.phase === 'Initialized' ? pods : status.lastPromoted,
    trackedConfigs: configs,
    written: true,
  }
}

/** What the canary has reached stays to be seen in these phases; Promoting is one of them since Flagger 1.43. */
const keepsCounters: readonly Phase[] = ['Progressing', 'Waiting', 'Promoting']

/** A new phase (setStatusPhase). `forgets` is the one that an older Flagger resets the counters in, too. */
export function inPhase(status: CanaryStatus, phase: Phase, iterations: number, forgets?: Phase): CanaryStatus {
  const kept = keepsCounters.includes(phase) && phase !== forgets
  return {
    ...status,
    phase,
    ...(!kept && { canaryWeight: 0, iterations: phase === 'WaitingPromotion' ? iterations - 1 : 0 }),
    lastPromoted: phase === 'Succeeded' ? status.lastApplied : status.lastPromoted,
    written: true,
  }
}

/** Whether the target's pods are neither what was promoted nor what was last seen (pkg/canary/spec.go). */
export function hasNewPods(status: CanaryStatus, pods: string): boolean {
  return status.lastApplied === null || (status.lastPromoted !== pods && status.lastApplied !== pods)
}

export function hasNewConfigs(status: CanaryStatus, configs: string | null): boolean {
  return configs !== null && (status.trackedConfigs ?? '') !== configs
}

export function sameStatus(a: CanaryStatus, b: CanaryStatus): boolean {
  return statusFields.every(field => a[field] === b[field])
}

const statusFields = Object.keys(newStatus) as (keyof CanaryStatus)[]
