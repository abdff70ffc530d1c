import type { Canary, ObjectReference } from '../../flagger/canary.ts'
import type { Release } from '../../flagger/release.ts'

/** A template that nobody gave is assumed to exist, unless the input is the whole cluster. */
export function templatesOf({ refs, cluster, namespace }: Release, canary: Canary): (ref: ObjectReference) => boolean {
  if (refs === 'assume') return () => true
  return ref =>
    cluster.objects.some(
      ({ kind, metadata }) =>
        kind === 'MetricTemplate' &&
        metadata.name === ref.name &&
        (metadata.namespace ?? namespace) === (ref.namespace || canary.namespace),
    )
}
