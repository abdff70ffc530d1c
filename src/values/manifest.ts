import type { ObjectRef } from './finding.ts'
import type { JsonMap } from './json.ts'

/** A Kubernetes object as data. Its kind's own fields are read through the types of that kind. */
export interface Manifest {
  apiVersion: string
  kind: string
  metadata: ObjectMeta
  [field: string]: unknown
}

export interface ObjectMeta {
  name: string
  namespace?: string
  labels?: Record<string, string>
  annotations?: Record<string, string>
  ownerReferences?: OwnerReference[]
  [field: string]: unknown
}

export interface OwnerReference {
  apiVersion: string
  kind: string
  name: string
  uid: string
  controller?: boolean
  blockOwnerDeletion?: boolean
}

export function refOf(manifest: Manifest): ObjectRef {
  const { apiVersion, kind, metadata } = manifest
  return { apiVersion, kind, namespace: metadata.namespace ?? '', name: metadata.name }
}

/** The API group alone: `apps/v1` → `apps`, `v1` → `''`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/')
  return slash < 0 ? '' : apiVersion.slice(0, slash)
}

/** Manifests hold nothing but JSON: they are read from YAML or made by serin. */
export function dataOf(manifest: Manifest): JsonMap {
  const data: unknown = manifest
  return data as JsonMap
}

/** The reverse, for data that was a manifest, or is made as one; what was read has gone through `readObjects`. */
export function manifestOf(data: JsonMap): Manifest {
  const manifest: unknown = data
  return manifest as Manifest
}
