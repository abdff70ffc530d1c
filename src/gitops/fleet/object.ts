import { compare, type ObjectRef } from '../../values/finding.ts'
import { getKey, isMap, type Json, type JsonMap } from '../../values/json.ts'

/** The text at a path of keys, `''` when there is none: how Kubernetes' unstructured objects are read. */
export function textAt(object: JsonMap, ...path: string[]): string {
  const value = itemAt(object, ...path)
  return typeof value === 'string' ? value : ''
}

export function itemAt(object: JsonMap, ...path: string[]): Json | undefined {
  let value: Json | undefined = object
  for (const key of path) value = isMap(value) ? getKey(value, key) : undefined
  return value
}

/** Labels or annotations: a null is an empty text, and one value that is neither makes all of them unreadable. */
export function textMapAt(object: JsonMap, ...path: string[]): Record<string, string> {
  const map = itemAt(object, ...path)
  const out: Record<string, string> = {}
  if (!isMap(map)) return out
  for (const [key, value] of Object.entries(map)) {
    if (value !== null && typeof value !== 'string') return {}
    out[key] = value ?? ''
  }
  return out
}

export function refOfObject(object: JsonMap): ObjectRef {
  return {
    apiVersion: textAt(object, 'apiVersion'),
    kind: textAt(object, 'kind'),
    namespace: textAt(object, 'metadata', 'namespace'),
    name: textAt(object, 'metadata', 'name'),
  }
}

/** The object in another namespace, `''` for none. */
export function inNamespace(object: JsonMap, namespace: string): JsonMap {
  const { namespace: _, ...metadata } = mapAt(object, 'metadata')
  return { ...object, metadata: namespace === '' ? metadata : { ...metadata, namespace } }
}

export function mapAt(object: JsonMap, key: string): JsonMap {
  const value = getKey(object, key)
  return isMap(value) ? value : {}
}

/** Group and version of an apiVersion, or null when it has more than one slash (schema.ParseGroupVersion). */
export function groupVersion(apiVersion: string): { group: string; version: string } | null {
  const parts = apiVersion.split('/')
  if (parts.length > 2) return null
  return parts.length === 2 ? { group: parts[0] ?? '', version: parts[1] ?? '' } : { group: '', version: apiVersion }
}

/** What identifies the kind of an object, version included. */
export function kindId({ apiVersion, kind }: { apiVersion: string; kind: string }): string {
  return `${apiVersion}\n${kind}`
}

export function nameId({ namespace, name }: { namespace: string; name: string }): string {
  return `${namespace}/${name}`
}

/** The order in which Fleet lists modified resources (monitor/updatestatus.go, sortKey). */
export function byRef(a: ObjectRef, b: ObjectRef): number {
  return compare(sortKey(a), sortKey(b))
}

function sortKey({ apiVersion, kind, namespace, name }: ObjectRef): string {
  return `${apiVersion}/${kind}/${namespace}/${name}`
}
