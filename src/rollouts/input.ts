import type { Locate } from '../values/finding.ts'
import { groupOf, type Manifest } from '../values/manifest.ts'
import { isRollout } from './kinds.ts'
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
  /** Of objects that name none. */
  namespace: string
  refs: Refs
  locate: Locate
}

/** Null when there is no Rollout. */
export function rolloutInput({ objects, namespace, refs, locate }: Given): RolloutInput | null {
  if (!objects.some(isRollout)) return null
  const authored = applied(objects, namespace).filter(({ kind }) => kind !== 'Secret')
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

/** Of objects with one identity the last one, as for kubectl apply. */
function applied(objects: readonly Manifest[], home: string): Manifest[] {
  const last = new Map<string, Manifest>()
  for (const object of objects) last.set(identityOf(object, home), object)
  return objects.filter(object => last.get(identityOf(object, home)) === object)
}

function identityOf({ apiVersion, kind, metadata }: Manifest, home: string): string {
  return `${groupOf(apiVersion)}/${kind}/${metadata.namespace || home}/${metadata.name}`
}
