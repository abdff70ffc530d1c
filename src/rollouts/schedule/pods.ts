import { defaults, maxWeightOf, replicasOf } from '../defaults.ts'
import type { CanaryStrategy, Rollout, SetCanaryScale } from '../rollout.ts'

export interface Pods {
  canary: number
  stable: number
}

/**
 * Pods of both sides once step `index` is scaled; the number of steps means the end, when the canary takes over
 * (Argo Rollouts 1.10, utils/replicaset/canary.go).
 */
export function podsAt(rollout: Rollout, index: number): Pods {
  const canary = rollout.spec.strategy?.canary ?? {}
  const replicas = replicasOf(rollout)
  const weight = weightAt(rollout, index)
  if (!canary.trafficRouting) return splitPods(rollout, canary, weight)
  const scale = scaleAt(canary, index)
  const most = maxWeightOf(rollout)
  const podsFor = (share: number) => Math.ceil((share * replicas) / most)
  const fresh = scale?.replicas ?? atLeast(rollout, podsFor(scale?.weight ?? weight))
  if (!canary.dynamicStableScale) return { canary: fresh, stable: replicas }
  const wanted = scale?.replicas === undefined ? (scale?.weight ?? weight) : 0
  const stable = Math.max(podsFor(most - wanted), podsFor(most - weight))
  return { canary: atLeast(rollout, fresh), stable: atLeast(rollout, stable) }
}

/** The last setWeight up to a step; everything at the end, nothing before the first. */
export function weightAt(rollout: Rollout, index: number): number {
  const steps = rollout.spec.strategy?.canary?.steps ?? []
  if (index >= steps.length) return maxWeightOf(rollout)
  return steps.slice(0, index + 1).findLast(step => step.setWeight !== undefined)?.setWeight ?? 0
}

/** The scale that a step set, until one follows the traffic weight again; not used at the end. */
function scaleAt({ steps = [] }: CanaryStrategy, index: number): SetCanaryScale | undefined {
  if (index >= steps.length) return undefined
  const scale = steps.slice(0, index + 1).findLast(step => step.setCanaryScale)?.setCanaryScale
  return scale?.matchTrafficWeight ? undefined : scale
}

function atLeast(rollout: Rollout, count: number): number {
  const least = rollout.spec.strategy?.canary?.minPodsPerReplicaSet
  return count === 0 || least === undefined ? count : Math.max(count, Math.min(least, replicasOf(rollout)))
}

/** Without traffic routing the pods are the weight: the counts that come nearest to it, one pod more if that may surge. */
function splitPods(rollout: Rollout, canary: CanaryStrategy, weight: number): Pods {
  const replicas = replicasOf(rollout)
  if (replicas === 0) return { canary: 0, stable: 0 }
  const most = maxWeightOf(rollout)
  const surge = surgeOf(canary.maxSurge ?? defaults.maxSurge, replicas)
  const up = Math.ceil((replicas * weight) / most)
  const down = Math.floor((replicas * weight) / most)
  const zeroAllowed = weight === most || weight === 0 || (replicas === 1 && surge === 0)
  const options: { canary: number; total: number }[] = []
  if (up < replicas || zeroAllowed) options.push({ canary: up, total: replicas })
  if (!isTied(weight, most, replicas) && (down !== 0 || zeroAllowed)) options.push({ canary: down, total: replicas })
  if (surge > 0) {
    options.push({ canary: up, total: replicas + 1 })
    if (!isTied(weight, most, replicas + 1) && (down !== 0 || zeroAllowed))
      options.push({ canary: down, total: replicas + 1 })
  }
  const off = (option: { canary: number; total: number }) => Math.abs((option.canary * most) / option.total - weight)
  const best = options.reduce((a, b) => (off(b) < off(a) ? b : a), options[0] ?? { canary: 0, total: replicas })
  return { canary: best.canary, stable: best.total - best.canary }
}

function isTied(weight: number, most: number, total: number): boolean {
  return (total * (weight / most)) % 1 === 0.5
}

/** Any string counts as a percentage here, with or without its sign. */
function surgeOf(maxSurge: number | string, replicas: number): number {
  if (typeof maxSurge === 'number') return maxSurge
  const percent = Number(maxSurge.replaceAll('%', ''))
  return Number.isInteger(percent) ? Math.ceil((percent * replicas) / 100) : 0
}
