import { isMap, type JsonMap } from '../../values/json.ts'
import { itemAt } from '../fleet/object.ts'

export type HealthStatus = 'Healthy' | 'Suspended' | 'Progressing' | 'Missing' | 'Degraded' | 'Unknown'

export interface Health {
  status: HealthStatus | ''
  message: string
  /** The check itself failed: the message then is the error's, in Argo CD's own words (not repeated here). */
  failed?: true
}

/** A check that fails, as Lua does on a missing value. */
export const failedCheck: Health = { status: 'Unknown', message: 'the health check failed', failed: true }

/** The conditions in a status; entries that are no maps are left out. */
export function conditionsOf(object: JsonMap): JsonMap[] {
  const conditions = itemAt(object, 'status', 'conditions')
  return Array.isArray(conditions) ? conditions.filter(isMap) : []
}
