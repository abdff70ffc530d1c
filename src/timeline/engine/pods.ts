import type { Analysis } from '../../flagger/canary.ts'
import { isKnative } from '../../flagger/canary.ts'
import { deployments } from '../../flagger/kinds.ts'
import type { Tick } from '../../flagger/tick.ts'
import type { Health } from './script.ts'
import { type End, mark, type Turn } from './turn.ts'

// Whether pods are ready (Flagger 1.44, pkg/canary/{deployment,daemonset}_ready.go).

/** What is missing; null when the pods are ready. `final`: Flagger does not wait any longer. */
export type Missing = { text: string; final: boolean } | null

/** Pods that were started in this very run: nothing is known of them yet. */
type Observed = Health | 'ready' | 'started'

export function primaryMissing(turn: Turn): Missing {
  const { names, canary } = turn.run.tick
  const observed = turn.primaryKnown ? (turn.event.primary ?? 'ready') : 'started'
  return missing(turn, names.targetPrimary, observed, thresholdOf(canary.spec.analysis, 'primaryReadyThreshold'))
}

export function canaryMissing(turn: Turn): Missing {
  const { names, canary } = turn.run.tick
  const observed = turn.event.canary ?? 'ready'
  return missing(turn, names.target, observed, thresholdOf(canary.spec.analysis, 'canaryReadyThreshold'))
}

function thresholdOf(analysis: Analysis, field: 'primaryReadyThreshold' | 'canaryReadyThreshold'): number {
  return analysis[field] ?? 100
}

function missing(turn: Turn, name: string, observed: Observed, threshold: number): Missing {
  if (observed === 'ready') return null
  const { targetRef } = turn.run.tick.canary.spec
  if (isKnative(targetRef)) return observed === 'started' ? null : { text: `${name} is not ready`, final: false }
  if (targetRef.kind === 'Service') return null
  return targetRef.kind === 'DaemonSet'
    ? daemonSetMissing(turn, name, observed, threshold)
    : deploymentMissing(turn, name, observed, threshold)
}

function deploymentMissing({ run }: Turn, name: string, observed: Observed, threshold: number): Missing {
  const replicas = replicasOf(run.tick, name)
  if (observed === 'deadline') return { text: `${name} has exceeded its progress deadline`, final: true }
  if (observed === 'started') {
    const isWaiting = replicas !== undefined && replicas > 0
    return isWaiting ? { text: `none of the ${replicas} pods of ${name} has been started yet`, final: false } : null
  }
  const needed = neededPods(replicas ?? 1, threshold)
  return needed > 0
    ? { text: `none of the ${needed} pods of ${name} that are needed is available`, final: false }
    : null
}

/** Of a sketched target no primary is made: it would have as many pods as the target, which is written in full somewhere. */
function replicasOf({ world, names }: Tick, name: string): number | undefined {
  const workload = world.get(deployments, name)
  if (workload) return workload.spec?.replicas
  const target = world.get(deployments, names.target)
  return target && world.isSketched(target) ? (target.spec?.replicas ?? 1) : undefined
}

/** The deadline counts from the last change of the Canary's status: a status that never changed is always too late. */
function daemonSetMissing({ run, read }: Turn, name: string, observed: Observed, threshold: number): Missing {
  if (observed === 'started' || neededPods(1, threshold) <= 0) return null
  const { progressDeadlineSeconds = 600 } = run.tick.canary.spec
  const final = !read.written || progressDeadlineSeconds <= 0
  return { text: `the pods of ${name} are not available`, final }
}

/** In the numbers of Go's float32, cut to a whole number. */
function neededPods(pods: number, threshold: number): number {
  return Math.trunc(Math.fround(pods * Math.fround(threshold / 100)))
}

export function awaiting(turn: Turn, pods: 'primary' | 'canary', text: string): End {
  mark(turn, 'pods', pods, 'failed')
  return `Not ready: ${text}.`
}
