import { isMap, type JsonMap } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import { mapsOf, specOf } from '../data.ts'
import { managedByAnnotation, podHashLabel } from '../names.ts'
import type { IstioDestinationRuleRef, Rollout } from '../rollout.ts'

/** Stand for the hashes that the controller computes from the pod templates. */
export const canaryHash = 'CANARYHASH'
export const stableHash = 'STABLEHASH'

/**
 * The DestinationRule once the controller has taken it over: its two subsets select by pod hash, all other subsets are gone
 * (Argo Rollouts 1.10, istio.go UpdateHash).
 */
export function withHashes(rollout: Rollout, reference: IstioDestinationRuleRef, destinationRule: Manifest): Manifest {
  const { metadata } = destinationRule
  const spec = isMap(destinationRule['spec']) ? destinationRule['spec'] : {}
  const annotations = { ...metadata.annotations, [managedByAnnotation]: rollout.metadata.name ?? '' }
  const subsets = subsetsOf(destinationRule).flatMap(subset => hashed(subset, reference))
  return {
    ...destinationRule,
    metadata: { ...metadata, annotations },
    spec: { ...spec, host: spec['host'] ?? '', subsets },
  }
}

export function subsetsOf(destinationRule: Manifest): JsonMap[] {
  return mapsOf(specOf(destinationRule)['subsets'])
}

function hashed(subset: JsonMap, reference: IstioDestinationRuleRef): JsonMap[] {
  const name = subset['name'] ?? ''
  const canary = name === (reference.canarySubsetName ?? '')
  if (!canary && name !== (reference.stableSubsetName ?? '')) return []
  const labels = isMap(subset['labels']) ? subset['labels'] : {}
  return [{ ...subset, name, labels: { ...labels, [podHashLabel]: canary ? canaryHash : stableHash } }]
}
