import { isMap, type Json, type JsonMap, setKey } from '../values/json.ts'
import { hiddenValue } from '../values/secret-values.ts'

/**
 * A Secret as the API server serves it (`stringData` merged into `data`, type Opaque when there is none) with its values
 * taken away: nothing behind this function has ever seen them.
 */
export function hideValues(secret: JsonMap): JsonMap {
  const data: JsonMap = {}
  for (const field of [secret['data'], secret['stringData']]) {
    if (!isMap(field)) continue
    for (const key of Object.keys(field)) setKey(data, key, hiddenValue)
  }
  const { stringData: _, ...rest } = secret
  return { ...rest, metadata: withoutLastApplied(secret['metadata']), data, type: secret['type'] || 'Opaque' }
}

/** What `kubectl apply` wrote there is the whole Secret once more. */
function withoutLastApplied(metadata: Json = null): Json {
  if (!isMap(metadata) || !isMap(metadata['annotations'])) return metadata
  const { [lastApplied]: _, ...annotations } = metadata['annotations']
  return { ...metadata, annotations }
}

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'
