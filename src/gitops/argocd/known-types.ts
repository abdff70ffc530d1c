import { getKey, isMap, type Json, type JsonMap, setKey } from '../../values/json.ts'
import { groupOf } from '../../values/manifest.ts'
import { formatQuantity, parseQuantity } from '../defaults/quantity.ts'
import { fieldsOf, type Type } from '../defaults/schema.ts'
import { toTyped } from '../defaults/typed.ts'
import { textAt } from '../fleet/object.ts'
import type { KnownTypeField, Settings } from './settings.ts'

/** The pod template of a Rollout is written as a PodSpec unless argocd-cm says otherwise (ensureDefaultCRDsConfigured). */
const rolloutFields: KnownTypeField[] = [{ field: 'spec.template.spec', type: 'core/v1/PodSpec' }]

/**
 * Fields of custom resources as the types of Kubernetes write them, so that `1000m` and `1` are the same there too (Argo CD 3.6,
 * util/argo/normalizers/knowntypes_normalizer.go).
 */
export function withKnownTypes(object: JsonMap, settings: Settings): JsonMap {
  const group = groupOf(textAt(object, 'apiVersion'))
  const kind = textAt(object, 'kind')
  const configured = settings.overrides.get(group === '' ? kind : `${group}/${kind}`)?.knownTypeFields ?? []
  const known = configured.filter(field => typeNamed(field.type) !== null)
  const fields = known.length === 0 && group === 'argoproj.io' && kind === 'Rollout' ? rolloutFields : known
  let current = object
  for (const { field, type } of fields) {
    const changed = rewritten(current, field.split('.'), type)
    // A value that the type cannot hold ends it, with an error in Argo CD's log.
    if (!isMap(changed)) return current
    current = changed
  }
  return current
}

/** The value with everything at a path rewritten, lists on the way item by item; undefined when something does not fit. */
function rewritten(value: Json, path: string[], type: string): Json | undefined {
  const [key, ...rest] = path
  if (key === undefined) return asType(value, type)
  if (!isMap(value)) return value
  const inner = getKey(value, key)
  if (inner === undefined) return value
  const changed = Array.isArray(inner) ? rewrittenItems(inner, rest, type) : rewritten(inner, rest, type)
  if (changed === undefined) return undefined
  const copy = { ...value }
  setKey(copy, key, changed)
  return copy
}

function rewrittenItems(items: Json[], path: string[], type: string): Json[] | undefined {
  const out: Json[] = []
  for (const item of items) {
    const changed = isMap(item) ? rewritten(item, path, type) : item
    if (changed === undefined) return undefined
    out.push(changed)
  }
  return out
}

function asType(value: Json, type: string): Json | undefined {
  const known = typeNamed(type)
  if (known === 'quantity') {
    const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''
    const quantity = value === null ? parseQuantity('0') : parseQuantity(text)
    return quantity ? formatQuantity(quantity) : undefined
  }
  if (known === null) return value
  return toTyped(value === null ? {} : isMap(value) ? value : {}, known) ?? undefined
}

/** A type that argocd-cm may name: `core/v1/PodSpec`, `core/Quantity`. */
function typeNamed(name: string): Type | 'quantity' | null {
  if (name === 'core/Quantity') return 'quantity'
  const struct = /^core\/v1\/([A-Z]\w*)$/.exec(name)?.[1]
  if (struct === undefined || fieldsOf(struct).size === 0) return null
  return { pointer: false, is: 'struct', name: struct }
}
