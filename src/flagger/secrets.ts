import { isMap, type JsonMap, setKey } from '../values/json.ts'

/**
 * What stands for the value of a Secret. It is no base64, so that the API server refuses a preview that somebody applies,
 * instead of taking it for the secret.
 */
export const hiddenValue = '<hidden>'

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
  return { ...rest, data, type: secret['type'] || 'Opaque' }
}
