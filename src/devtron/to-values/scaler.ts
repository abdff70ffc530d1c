import type { Release } from '../../flagger/release.ts'
import { getKey, type JsonMap } from '../../values/json.ts'
import { mapAt, specOf } from '../fixes/access.ts'

/** The chart's own autoscaler in the place of the one that the Canary names; with its numbers, where it is given. */
export function scalerOf(spec: JsonMap, { cluster, namespace }: Release, home: string): JsonMap {
  const ref = mapAt(spec, 'autoscalerRef')
  const scaler = scalers[String(ref['kind'])]
  if (!scaler) return {}
  const given = cluster.objects.find(
    ({ kind, metadata }) =>
      kind === ref['kind'] && metadata.name === ref['name'] && (metadata.namespace ?? namespace) === home,
  )
  const settings = given ? specOf(given) : {}
  const numbers = Object.entries(scaler.fields).flatMap(([key, field]) => {
    const value = getKey(settings, field)
    return value === undefined ? [] : [[key, value] as const]
  })
  return { [scaler.key]: { enabled: true, name: ref['name'] ?? '', ...Object.fromEntries(numbers) } }
}

/** Where the values hold the settings of a scaler. */
const scalers: { readonly [kind: string]: { key: string; fields: { readonly [key: string]: string } } } = {
  HorizontalPodAutoscaler: {
    key: 'autoscaling',
    fields: { MinReplicas: 'minReplicas', MaxReplicas: 'maxReplicas', extraMetrics: 'metrics', behavior: 'behavior' },
  },
  ScaledObject: {
    key: 'kedaAutoscaling',
    fields: {
      cooldownPeriod: 'cooldownPeriod',
      minReplicaCount: 'minReplicaCount',
      maxReplicaCount: 'maxReplicaCount',
      pollingInterval: 'pollingInterval',
      fallback: 'fallback',
      advanced: 'advanced',
      triggers: 'triggers',
    },
  },
}
