import { describeObject, type ObjectRef } from '../../values/finding.ts'
import { isMap, type JsonMap } from '../../values/json.ts'
import type { Outcome } from './json-patch.ts'
import { groupVersion, itemAt, mapAt, refOfObject, textAt } from './object.ts'

/** `by` is the HorizontalPodAutoscaler whose range allows the live replicas; `patch` is null when nothing else differs. */
export interface ReplicasOutcome {
  patch: JsonMap | null
  by: ObjectRef | null
}

/**
 * Replicas are not drift while they are in the range of an HPA of the same bundle (Fleet 0.16, desiredset/diff.go,
 * normalizeReplicasPatch). It is the live HPA that counts, and 0 is below any minimum.
 */
export function withoutScaledReplicas(patch: JsonMap, live: JsonMap, autoscalers: JsonMap[]): Outcome<ReplicasOutcome> {
  const target = refOfObject(live)
  const group = groupVersion(target.apiVersion)?.group
  const scalable = group === 'apps' && (target.kind === 'Deployment' || target.kind === 'StatefulSet')
  if (!scalable || !Object.hasOwn(patch, 'spec')) return { done: { patch, by: null } }
  const replicas = itemAt(live, 'spec', 'replicas')
  if (!isInteger(replicas)) return { error: malformed(target, '.spec.replicas') }

  for (const autoscaler of autoscalers) {
    const ref = refOfObject(autoscaler)
    if (ref.namespace !== target.namespace) continue
    const minimum = itemAt(autoscaler, 'spec', 'minReplicas')
    const maximum = itemAt(autoscaler, 'spec', 'maxReplicas')
    const scaled = itemAt(autoscaler, 'spec', 'scaleTargetRef')
    if (!isInteger(maximum)) return { error: malformed(ref, '.spec.maxReplicas') }
    if (!isMap(scaled)) return { error: malformed(ref, '.spec.scaleTargetRef') }
    for (const field of ['kind', 'name']) {
      if (typeof scaled[field] !== 'string') return { error: malformed(ref, `.spec.scaleTargetRef.${field}`) }
    }
    const apiVersion = textAt(scaled, 'apiVersion')
    const sameVersion = apiVersion === '' || apiVersion === target.apiVersion
    if (!sameVersion || scaled['kind'] !== target.kind || scaled['name'] !== target.name) continue
    const inRange = replicas >= (isInteger(minimum) ? minimum : 1) && replicas <= maximum
    return inRange ? withoutReplicas(patch, ref) : { done: { patch, by: null } }
  }
  return { done: { patch, by: null } }
}

/** HPAs that can allow replicas, newest version first. */
export function autoscalersOf(live: JsonMap[]): JsonMap[] {
  const isHpa = (object: JsonMap, version: string) =>
    object['kind'] === 'HorizontalPodAutoscaler' && object['apiVersion'] === `autoscaling/${version}`
  return ['v2', 'v1'].flatMap(version => live.filter(object => isHpa(object, version)))
}

function withoutReplicas(patch: JsonMap, by: ObjectRef): Outcome<ReplicasOutcome> {
  if (!isMap(patch['spec'])) return { error: `malformed spec for the target of ${describeObject(by)}` }
  const { replicas, ...spec } = mapAt(patch, 'spec')
  const emptied = Object.keys(patch).length === 1 && Object.keys(spec).length === 0
  return { done: { patch: emptied ? null : { ...patch, spec }, by: replicas === undefined ? null : by } }
}

function malformed(ref: ObjectRef, field: string): string {
  return `malformed ${describeObject(ref)}: field "${field}" not found`
}

function isInteger(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value)
}
