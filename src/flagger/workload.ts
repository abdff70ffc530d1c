import { refOf } from '../values/manifest.ts'
import { pointer } from '../values/pointer.ts'
import { list } from '../values/quote.ts'
import { type TrackedConfigs, trackedConfigs, writeCopies } from './configs.ts'
import {
  type DaemonSet,
  type Deployment,
  daemonSets,
  deployments,
  type Kind,
  type PodSpec,
  type PodTemplate,
} from './kinds.ts'
import { includedByPrefix, primaryLabels, primaryPodAnnotations, withoutToolkit } from './labels.ts'
import { primaryOf } from './names.ts'
import { withPrimaryConfigs, withPrimarySpread } from './pod.ts'
import { discoverPorts } from './ports.ts'
import { needed, problem } from './problems.ts'
import { field, ownerOf, type Stop, type Tick } from './tick.ts'

// Deployments and DaemonSets as targets (Flagger 1.44, pkg/canary/{deployment,daemonset}_controller.go).

type Workload = Deployment | DaemonSet

/** What Flagger knows of a kind of workload beside what both have in common. */
export interface WorkloadKind<T extends Workload> {
  kind: Kind<T>
  /** A reason not to make a primary of it. */
  refuse: (target: T) => Stop
  /** The fields of the spec that are copied as they are. */
  fields: string[]
  /** The field that says how many pods there are, which an autoscaler may set instead. */
  replicas: 'replicas' | null
  /** Rewrites of the pod that this kind alone gets. */
  rewritePod: (tick: Tick, pod: PodSpec) => PodSpec
  /** And after the start. */
  rewritePromoted: (pod: PodSpec) => PodSpec
}

/** What a DaemonSet selects nodes by that is to run no pods. */
export const daemonSetDown = 'flagger.app/scale-to-zero'

export const deploymentKind: WorkloadKind<Deployment> = {
  kind: deployments,
  refuse: () => null,
  fields: ['progressDeadlineSeconds', 'minReadySeconds', 'revisionHistoryLimit', 'strategy'],
  replicas: 'replicas',
  rewritePod: (tick, pod) => withPrimarySpread(pod, tick.names.target, tick.settings),
  rewritePromoted: pod => pod,
}

export const daemonSetKind: WorkloadKind<DaemonSet> = {
  kind: daemonSets,
  refuse: target => {
    const type = target.spec?.updateStrategy?.type ?? ''
    if (type === '' || type === 'RollingUpdate') return null
    const subject = { object: refOf(target), path: '/spec/updateStrategy/type' }
    const message = `the update strategy of DaemonSet ${target.metadata.name} is ${type}; expected RollingUpdate`
    return problem('FL023', subject, message, { help: 'Flagger waits for the pods to be replaced; set RollingUpdate.' })
  },
  fields: ['minReadySeconds', 'revisionHistoryLimit', 'updateStrategy'],
  replicas: null,
  rewritePod: (_, pod) => pod,
  rewritePromoted: pod => {
    const { [daemonSetDown]: down, ...nodes } = pod.nodeSelector ?? {}
    return down === undefined ? pod : { ...pod, nodeSelector: nodes }
  },
}

/** Reads the selector label and, if they are asked for, the ports of the target's containers. */
export function readTarget<T extends Workload>(tick: Tick, { kind }: WorkloadKind<T>): Stop {
  const target = tick.world.get(kind, tick.names.target)
  if (!target) return needed(tick, kind, tick.names.target, field(tick, '/spec/targetRef'), 'its copies are not shown')
  const labels = target.spec?.selector?.matchLabels ?? {}
  const label = tick.settings.selectorLabels.find(name => Object.hasOwn(labels, name))
  if (label === undefined) return noSelectorLabel(tick, target)
  tick.selector = { label, value: labels[label] ?? '' }
  if (tick.service.portDiscovery) {
    tick.ports = discoverPorts(tick.service, target.spec?.template?.spec?.containers ?? [])
  }
  return null
}

function noSelectorLabel(tick: Tick, target: Workload): Stop {
  const { selectorLabels } = tick.settings
  const subject = { object: refOf(target), path: pointer('spec', 'selector', 'matchLabels') }
  const given = list(Object.keys(target.spec?.selector?.matchLabels ?? {})) || 'no labels'
  const message = `the selector of ${target.kind} ${target.metadata.name} has ${given}; expected ${list(selectorLabels, 'or')}`
  return problem('FL022', subject, message, {
    help: 'Add one of them to the selector and the pods, or add a label of the selector to Flagger’s -selector-labels.',
  })
}

/** Creates the primary and the copies of its configs, if there is no primary yet. */
export function createPrimary<T extends Workload>(tick: Tick, workload: WorkloadKind<T>): Stop {
  const { kind } = workload
  const target = tick.world.get(kind, tick.names.target)
  if (!target) return null
  const refused = workload.refuse(target)
  if (refused) return refused
  if (tick.world.get(kind, tick.names.targetPrimary) || tick.world.isSketched(target)) return null
  const pod = target.spec?.template?.spec ?? {}
  const tracked = trackedConfigs(tick, pod, target)
  if (tracked.stop) return tracked.stop
  writeCopies(tick, tracked)
  tick.world.put(kind, primaryOfTarget(tick, workload, target, tracked))
  return null
}

function primaryOfTarget<T extends Workload>(
  tick: Tick,
  workload: WorkloadKind<T>,
  target: T,
  tracked: TrackedConfigs,
): T {
  const { label, value } = tick.selector
  const labels = includedByPrefix(target.metadata.labels, tick.settings)
  return {
    ...target,
    metadata: {
      name: tick.names.targetPrimary,
      namespace: tick.canary.namespace,
      labels: primaryLabels(labels, label, primaryOf(value)),
      annotations: withoutToolkit(target.metadata.annotations),
      ownerReferences: [ownerOf(tick.canary)],
    },
    spec: {
      ...copied(target.spec, workload.fields),
      ...(workload.replicas && { replicas: initialReplicas(target) }),
      selector: { matchLabels: { [label]: primaryOf(value) } },
      template: primaryTemplate(tick, workload, target, tracked),
    },
  }
}

export function primaryTemplate<T extends Workload>(
  tick: Tick,
  workload: WorkloadKind<T>,
  target: T,
  tracked: TrackedConfigs,
): PodTemplate {
  const { metadata, spec = {} } = target.spec?.template ?? {}
  const { label, value } = tick.selector
  return {
    metadata: {
      labels: primaryLabels(metadata?.labels, label, primaryOf(value)),
      annotations: primaryPodAnnotations(metadata?.annotations),
    },
    spec: workload.rewritePod(tick, withPrimaryConfigs(spec, tracked, tick.settings)),
  }
}

/** The status lists the tracked configs, so they have to be there even when the primary was given. */
export function syncStatus<T extends Workload>(tick: Tick, { kind }: WorkloadKind<T>): Stop {
  const target = tick.world.get(kind, tick.names.target)
  if (!target || tick.world.isSketched(target) || tick.refs === 'assume') return null
  return trackedConfigs(tick, target.spec?.template?.spec ?? {}, target).stop
}

function initialReplicas(target: Deployment): number {
  const { replicas = 0 } = target.spec ?? {}
  return replicas > 0 ? replicas : 1
}

/** Some fields of a spec, those that are there. */
export function copied(spec: object | undefined, fields: string[]): object {
  return Object.fromEntries(Object.entries(spec ?? {}).filter(([field]) => fields.includes(field)))
}
