import type { AutoscalerReference, ObjectReference } from '../../../flagger/canary.ts'
import { isMap, type JsonMap } from '../../../values/json.ts'
import type { Manifest } from '../../../values/manifest.ts'
import { specOf } from '../../data.ts'
import { writtenMetadata } from '../metadata.ts'
import { find, type Source } from './source.ts'

export interface Workload {
  targetRef: ObjectReference
  /** The workload as Git holds it from now on; null when a referenced one was not given. */
  manifest: Manifest | null
}

/** A referenced workload gets its pods back; a Rollout's own template becomes a Deployment of its name. */
export function workloadOf(source: Source): Workload {
  const { rollout, namespace, objects } = source
  const { workloadRef, replicas } = rollout.spec
  if (workloadRef) {
    const { apiVersion = 'apps/v1', kind = 'Deployment', name = '' } = workloadRef
    const found = find(objects, kind, name, namespace)
    const { replicas: _, ...spec } = specOf(found)
    const counted: JsonMap = replicas === undefined ? spec : { replicas, ...spec }
    return { targetRef: { apiVersion, kind, name }, manifest: found && { ...found, spec: counted } }
  }
  return { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: source.name }, manifest: deploymentOf(source) }
}

/** The fields that both kinds have; a Deployment keeps the default deadline, which Flagger has one of its own for. */
function deploymentOf({ rollout, name, namespace }: Source): Manifest {
  const { replicas, selector, template, minReadySeconds, revisionHistoryLimit } = rollout.spec
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, ...(namespace !== '' && { namespace }), ...writtenMetadata(rollout) },
    spec: {
      ...(replicas !== undefined && { replicas }),
      ...(minReadySeconds !== undefined && { minReadySeconds }),
      ...(revisionHistoryLimit !== undefined && { revisionHistoryLimit }),
      ...(selector && { selector }),
      ...(template && { template }),
    },
  }
}

export interface Scaler {
  autoscalerRef: AutoscalerReference
  manifest: Manifest
}

/** The autoscaler of the Rollout, pointed at the workload. */
export function scalerOf({ objects, name, namespace }: Source, { targetRef }: Workload): Scaler | null {
  for (const object of objects) {
    const { apiVersion, kind, metadata } = object
    if (kind !== 'HorizontalPodAutoscaler' && kind !== 'ScaledObject') continue
    const spec = specOf(object)
    const target = spec['scaleTargetRef']
    const here = (metadata.namespace ?? '') === namespace && isMap(target)
    if (!here || target['kind'] !== 'Rollout' || target['name'] !== name) continue
    const { apiVersion: version = '', kind: of = '', name: workload } = targetRef
    return {
      autoscalerRef: { apiVersion, kind, name: metadata.name },
      manifest: { ...object, spec: { ...spec, scaleTargetRef: { apiVersion: version, kind: of, name: workload } } },
    }
  }
  return null
}
