import { getKey, isMap, type Json, type JsonMap, setKey } from '../../values/json.ts'
import { groupOf } from '../../values/manifest.ts'
import type { Type } from '../defaults/schema.ts'
import { toTyped } from '../defaults/typed.ts'
import type { Outcome } from '../fleet/json-patch.ts'
import { base64 } from '../fleet/normalize.ts'
import { mapAt, textAt } from '../fleet/object.ts'
import { type Removals, withoutIgnored } from './ignore.ts'
import { withKnownTypes } from './known-types.ts'
import type { Settings } from './settings.ts'

/**
 * One side of the comparison as Argo CD looks at it (Argo CD 3.6, gitops-engine/pkg/diff/diff.go, Normalize): without
 * creationTimestamp, Secrets and roles in their stored form, without what is ignored, known types in their own writing.
 */
export function normalize(object: JsonMap, removals: Removals, settings: Settings): Outcome<JsonMap> {
  const ignored = withoutIgnored(byKind(withoutTime(object), settings), removals)
  if ('error' in ignored) return ignored
  // Without a kind Argo CD stops here, with an error in its log.
  return textAt(ignored.done, 'kind') === '' ? ignored : { done: withKnownTypes(ignored.done, settings) }
}

function withoutTime(object: JsonMap): JsonMap {
  const metadata = getKey(object, 'metadata')
  if (!isMap(metadata) || !Object.hasOwn(metadata, 'creationTimestamp')) return object
  const { creationTimestamp: _, ...rest } = metadata
  return { ...object, metadata: rest }
}

function byKind(object: JsonMap, settings: Settings): JsonMap {
  const [group, kind] = [groupOf(textAt(object, 'apiVersion')), textAt(object, 'kind')]
  if (group === '' && kind === 'Secret') return storedSecret(object)
  const isRole = group === 'rbac.authorization.k8s.io' && (kind === 'Role' || kind === 'ClusterRole')
  return isRole ? storedRole(object, settings.ignoreAggregatedRoles) : object
}

const secret: Type = { pointer: false, is: 'struct', name: 'Secret' }

/** stringData as base64 in data, nulls as empty texts (NormalizeSecret). */
function storedSecret(object: JsonMap): JsonMap {
  const stringData = getKey(object, 'stringData')
  let merged = object
  if (isMap(stringData)) {
    const { stringData: _, ...rest } = object
    const data: JsonMap = { ...mapAt(object, 'data') }
    for (const [key, value] of Object.entries(stringData)) {
      setKey(data, key, typeof value === 'string' ? base64(value) : value)
    }
    merged = { ...rest, data }
  }
  const data = getKey(merged, 'data')
  const typed = toTyped(merged, secret)
  if (!typed || !isMap(data)) return merged
  if (Object.keys(data).length === 0) return { ...merged, data: null }
  const stored: JsonMap = {}
  for (const [key, value] of Object.entries(mapAt(typed, 'data'))) setKey(stored, key, value ?? '')
  return { ...merged, data: stored }
}

/** Empty rules as null; those of an aggregated role too when argocd-cm ignores them (normalizeRole). */
function storedRole(object: JsonMap, ignoreAggregated: boolean): JsonMap {
  const rules: Json | undefined = getKey(object, 'rules')
  const aggregated = ignoreAggregated && isMap(getKey(object, 'aggregationRule'))
  const empty = Array.isArray(rules) && rules.length === 0
  return aggregated || empty ? { ...object, rules: null } : object
}
