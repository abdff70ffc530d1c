import { isMap, type JsonMap } from '../../../values/json.ts'
import type { Manifest } from '../../../values/manifest.ts'
import { specOf } from '../../data.ts'
import type { RolloutSpec } from '../../rollout.ts'
import { acceptedTemplate } from './pod-template.ts'
import type { Source } from './source.ts'

/** The workload of the Canary: given, or only known by what the values tell of it. */
export interface Workload {
  manifest: Manifest | null
  /** Its pod template can be copied. */
  whole: boolean
}

export function workloadOf({ release, canary }: Source): Workload {
  const { kind, name } = canary.spec.targetRef
  const manifest =
    release.cluster.objects.find(
      object =>
        object.kind === kind &&
        object.metadata.name === name &&
        (object.metadata.namespace ?? release.namespace) === canary.namespace,
    ) ?? null
  return { manifest, whole: manifest !== null && !release.cluster.sketched.has(manifest) }
}

const defaultDeadline = 600

/** What the Rollout takes over from the workload and the Canary. */
export function podsOf(source: Source, workload: Workload): RolloutSpec {
  const { canary } = source
  const spec = specOf(workload.manifest)
  const { replicas, minReadySeconds, revisionHistoryLimit } = spec
  const scaled = canary.spec.autoscalerRef !== undefined
  return {
    ...(!scaled && typeof replicas === 'number' && { replicas }),
    ...(typeof minReadySeconds === 'number' && { minReadySeconds }),
    ...(typeof revisionHistoryLimit === 'number' && { revisionHistoryLimit }),
    progressDeadlineSeconds: canary.spec.progressDeadlineSeconds ?? defaultDeadline,
    // Flagger rolls back when the deadline passes; the Rollout alone would only be marked Degraded.
    progressDeadlineAbort: true,
    ...(canary.spec.suspend && { paused: true }),
    ...templateOf(source, workload, spec),
  }
}

function templateOf(source: Source, workload: Workload, spec: JsonMap): Partial<RolloutSpec> {
  const { selector } = spec
  const template = acceptedTemplate(spec)
  if (isReferenced(source, workload)) {
    const { apiVersion = 'apps/v1', kind = 'Deployment', name } = source.canary.spec.targetRef
    return { workloadRef: { apiVersion, kind, name } }
  }
  return {
    ...(isMap(selector) && { selector: selector as RolloutSpec['selector'] & object }),
    ...(template && { template }),
  }
}

/** A workload that is not at hand as a whole can only be referred to, and a DaemonSet only copied. */
export function isReferenced({ options, canary }: Source, { whole }: Workload): boolean {
  return (options.workload === 'reference' && canary.spec.targetRef.kind !== 'DaemonSet') || !whole
}

/** A referenced workload keeps no pods of its own. */
export function emptied(workload: Workload): Manifest[] {
  const { manifest, whole } = workload
  if (!manifest || !whole) return []
  const template = acceptedTemplate(specOf(manifest))
  return [{ ...manifest, spec: { ...specOf(manifest), replicas: 0, ...(template && { template }) } }]
}

/** The autoscaler, pointed at the Rollout. */
export function scalersOf({ release, canary, names }: Source): Manifest[] {
  const { autoscalerRef } = canary.spec
  if (!autoscalerRef) return []
  const scaleTargetRef = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: names.target }
  return scalerObjects(release.cluster.objects, autoscalerRef).map(scaler => ({
    ...scaler,
    spec: { ...specOf(scaler), scaleTargetRef },
  }))
}

function scalerObjects(objects: readonly Manifest[], { kind, name }: { kind?: string; name: string }): Manifest[] {
  return objects.filter(object => object.kind === kind && object.metadata.name === name).slice(0, 1)
}
