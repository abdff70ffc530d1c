import type { Locate } from '../values/finding.ts'
import type { Manifest } from '../values/manifest.ts'
import { isRollout } from './read.ts'
import type { Refs } from './validate/around.ts'

/** Rollouts that were given as manifests, with everything around them. */
export interface RolloutInput {
  /** Every object in the namespace in which it is applied: what rules and predictions take. */
  objects: Manifest[]
  /** What Git owns, as it is written; no Secrets, whose values nobody needs to see. */
  authored: Manifest[]
  refs: Refs
  locate: Locate
}

/** What was read. */
export interface Given {
  objects: readonly Manifest[]
  /** Of objects with one identity the last one only. */
  applied: readonly Manifest[]
  /** Of objects that name none. */
  namespace: string
  refs: Refs
  locate: Locate
}

/** Null when there is no Rollout. */
export function rolloutInput({ objects, applied, namespace, refs, locate }: Given): RolloutInput | null {
  if (!objects.some(isRollout)) return null
  const authored = applied.filter(({ kind }) => kind !== 'Secret')
  return { objects: inOneCluster(objects, namespace), authored, refs, locate }
}

/** Where some objects name their namespace and others leave it to `kubectl apply -n`, all are given theirs. */
function inOneCluster(objects: readonly Manifest[], namespace: string): Manifest[] {
  const named = objects.filter(({ metadata }) => metadata.namespace !== undefined)
  if (named.length === 0 || named.length === objects.length) return [...objects]
  return objects.map(object =>
    object.metadata.namespace === undefined ? { ...object, metadata: { ...object.metadata, namespace } } : object,
  )
}
