import { trackedConfigs, writeCopies } from './configs.ts'
import { type DaemonSet, type Deployment, daemonSets, deployments, hpas, scaledObjects } from './kinds.ts'
import { includedByPrefix, primaryLabels } from './labels.ts'
import { primaryOf } from './names.ts'
import { needed } from './problems.ts'
import { field, type Stop, type Tick } from './tick.ts'
import { copied, daemonSetDown, primaryTemplate, type WorkloadKind } from './workload.ts'

// What happens to Deployments and DaemonSets after the start (Flagger 1.44, pkg/canary/{deployment,daemonset}_controller.go).

/** The primary becomes what the target is, and so do the copies of its configs. */
export function promoteWorkload<T extends Deployment | DaemonSet>(tick: Tick, workload: WorkloadKind<T>): Stop {
  const { kind } = workload
  const { target: targetName, targetPrimary } = tick.names
  const target = tick.world.get(kind, targetName)
  if (!target || tick.world.isSketched(target)) return null
  const primary = tick.world.get(kind, targetPrimary)
  if (!primary) return needed(tick, kind, targetPrimary, field(tick, '/spec/targetRef'), 'it is not shown')
  const tracked = trackedConfigs(tick, target.spec?.template?.spec ?? {}, target)
  if (tracked.stop) return tracked.stop
  writeCopies(tick, tracked)
  const { label, value } = tick.selector
  const { labels, annotations } = target.metadata
  const scaled = workload.replicas && !tick.canary.spec.autoscalerRef ? [workload.replicas] : []
  const fields = [...workload.fields, ...scaled]
  const template = primaryTemplate(tick, workload, target, tracked)
  tick.world.put(kind, {
    ...primary,
    metadata: {
      ...primary.metadata,
      labels: primaryLabels(includedByPrefix(labels, tick.settings), label, primaryOf(value)),
      annotations: includedByPrefix(annotations, tick.settings),
    },
    spec: {
      ...Object.fromEntries(Object.entries(primary.spec ?? {}).filter(([field]) => !fields.includes(field))),
      ...copied(target.spec, fields),
      template: { ...template, spec: workload.rewritePromoted(template.spec ?? {}) },
    },
  })
  return null
}

/** The target runs no pods once the primary has its traffic. */
export function deploymentToZero(tick: Tick): Stop {
  return scaleDeployment(tick, 0)
}

/** As many pods as it already has; else as the primary, or as few as its autoscaler allows. */
export function deploymentFromZero(tick: Tick): Stop {
  const current = tick.world.get(deployments, tick.names.target)?.spec?.replicas ?? 0
  return scaleDeployment(tick, current > 0 ? current : replicasToStart(tick))
}

function replicasToStart(tick: Tick): number {
  const ref = tick.canary.spec.autoscalerRef
  if (!ref) return Math.max(1, tick.world.get(deployments, tick.names.targetPrimary)?.spec?.replicas ?? 1)
  if (ref.kind === hpas.kind) return Math.max(1, tick.world.get(hpas, ref.name)?.spec?.minReplicas ?? 1)
  return Math.max(1, tick.world.get(scaledObjects, ref.name)?.spec?.minReplicaCount ?? 1)
}

function scaleDeployment(tick: Tick, replicas: number): Stop {
  const target = tick.world.get(deployments, tick.names.target)
  if (target) tick.world.put(deployments, { ...target, spec: { ...target.spec, replicas } }, 'stored')
  return null
}

/** A DaemonSet runs no pods when it selects nodes that do not exist. */
export function daemonSetToZero(tick: Tick): Stop {
  return selectNodes(tick, nodes => ({ ...nodes, [daemonSetDown]: 'true' }))
}

export function daemonSetFromZero(tick: Tick): Stop {
  return selectNodes(tick, ({ [daemonSetDown]: _, ...nodes }) => nodes)
}

function selectNodes(tick: Tick, change: (nodes: Record<string, string>) => Record<string, string>): Stop {
  const target = tick.world.get(daemonSets, tick.names.target)
  if (!target) return null
  const { template } = target.spec ?? {}
  const nodeSelector = change(template?.spec?.nodeSelector ?? {})
  tick.world.put(daemonSets, {
    ...target,
    spec: { ...target.spec, template: { ...template, spec: { ...template?.spec, nodeSelector } } },
  })
  return null
}
