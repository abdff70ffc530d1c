import { type Analysis, type Canary, type CanaryService, type CanarySpec, providerOf } from '../../flagger/canary.ts'
import {
  type DaemonSet,
  type Deployment,
  daemonSets,
  deployments,
  type Kind,
  type PodSpec,
} from '../../flagger/kinds.ts'
import type { Labels } from '../../flagger/labels.ts'
import { type Names, namesOf } from '../../flagger/names.ts'
import type { Prediction } from '../../flagger/predict.ts'
import { worldOf } from '../../flagger/read-cluster.ts'
import type { Release } from '../../flagger/release.ts'
import { readCanary } from '../../flagger/stored.ts'
import { canaryRef } from '../../flagger/tick.ts'
import type { World } from '../../flagger/world.ts'
import type { ObjectRef } from '../../values/finding.ts'
import { isMap, type Json } from '../../values/json.ts'
import { type Manifest, refOf } from '../../values/manifest.ts'
import { type Objects, objectsOf } from './objects.ts'

export type Workload = Deployment | DaemonSet

/** A release as rules see it: the Canary read through Flagger's types, and what belongs to it. */
export interface ReleaseView {
  release: Release
  prediction: Prediction
  /** As Flagger reads it; what it cannot read is absent. */
  canary: Canary
  ref: ObjectRef
  spec: CanarySpec
  service: CanaryService
  analysis: Analysis
  /** That of the Canary, else the flag's. */
  provider: string
  names: Names
  /** Every object of the input, and what the chart renders. */
  objects: Objects
  /** Those that the Canary may have to do with, read through Flagger's types. */
  world: World
  /** The workload, or a sketch of it where values or nobody tell more; null where it is no workload or not known. */
  target: Target | null
}

export interface Target {
  object: Workload
  ref: ObjectRef
  /** Enough to know labels and ports, not the rest. */
  isSketched: boolean
  pod: PodSpec
  podLabels: Labels
  /** The label by which Flagger tells the pods of primary and canary apart; null where it finds none. */
  selector: { label: string; value: string } | null
}

export function releaseView(release: Release, prediction: Prediction, objects: readonly Manifest[]): ReleaseView {
  const canary = complete(readCanary(readable(prediction.stored ?? release.canary, release)).canary)
  const { world } = worldOf(release, canary)
  const { spec } = canary
  const service = spec.service ?? {}
  return {
    release,
    prediction,
    canary,
    ref: canaryRef(canary),
    spec,
    service,
    analysis: spec.analysis ?? {},
    provider: providerOf(spec, release.settings),
    names: namesOf(spec.targetRef?.name ?? '', service.name),
    objects: objectsOf(objects, release.namespace),
    world,
    target: targetOf(release, canary, world),
  }
}

/** A Canary as far as it can be read, though the API server may refuse it. */
function readable({ spec, metadata, ...canary }: Manifest, { namespace }: Release): Manifest {
  const own = { ...metadata, namespace: metadata.namespace ?? namespace }
  return { ...canary, metadata: own, spec: isMap(spec) ? withoutNulls(spec) : {} }
}

/** Nothing stands where null does; in a list something has to, so that what follows keeps its place. */
function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(item => withoutNulls(item ?? {}))
  if (!isMap(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === null ? [] : [[key, withoutNulls(item)]])),
  )
}

/** A Canary that the CRD refuses lacks what it asks for, and reading drops empty texts; here they are there, as in Go. */
function complete(canary: Canary): Canary {
  const { spec = {} }: { spec?: Partial<CanarySpec> } = canary
  const targetRef = { apiVersion: '', kind: '', name: '', ...spec.targetRef }
  const analysis: Analysis = { ...spec.analysis }
  if (analysis.metrics) analysis.metrics = analysis.metrics.map(metric => ({ ...metric, name: metric.name ?? '' }))
  if (analysis.webhooks)
    analysis.webhooks = analysis.webhooks.map(hook => ({ ...hook, name: hook.name ?? '', url: hook.url ?? '' }))
  if (analysis.alerts)
    analysis.alerts = analysis.alerts.map(({ name = '', providerRef = { name: '' }, ...alert }) => ({
      ...alert,
      name,
      providerRef,
    }))
  return { ...canary, spec: { ...spec, targetRef, service: spec.service ?? {}, analysis } }
}

const workloads: Record<string, Kind<Deployment> | Kind<DaemonSet>> = { Deployment: deployments, DaemonSet: daemonSets }

function targetOf({ settings }: Release, { spec, namespace }: Canary, world: World): Target | null {
  const kind = workloads[spec.targetRef?.kind ?? '']
  const object: Workload | null = kind ? world.get<Workload>(kind, spec.targetRef.name) : null
  if (!object) return null
  const matchLabels = object.spec?.selector?.matchLabels ?? {}
  const label = settings.selectorLabels.find(name => Object.hasOwn(matchLabels, name))
  const { metadata, spec: pod = {} } = object.spec?.template ?? {}
  return {
    object,
    ref: { ...refOf(object), namespace },
    isSketched: world.isSketched(object),
    pod,
    podLabels: metadata?.labels ?? {},
    selector: label === undefined ? null : { label, value: matchLabels[label] ?? '' },
  }
}

/** A given object, with the namespace that it gets. */
export function refIn({ release }: Pick<ReleaseView, 'release'>, object: Manifest): ObjectRef {
  return { ...refOf(object), namespace: object.metadata.namespace ?? release.namespace }
}
