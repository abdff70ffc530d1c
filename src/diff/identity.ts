import { groupOf, type Manifest } from '../values/manifest.ts'

/** Objects by what they are, of one side. Of those with one identity the last counts, as for `kubectl apply`. */
export type Objects = ReadonlyMap<string, Manifest>

/** Versions of one group are the same object. `namespace` is that of objects which name none. */
export function identityOf({ apiVersion, kind, metadata }: Manifest, namespace: string): string {
  return idOf(groupOf(apiVersion), kind, metadata.namespace || namespace, metadata.name)
}

export function idOf(group: string, kind: string, namespace: string, name: string): string {
  return `${group}/${kind}/${namespace}/${name}`
}

export function indexObjects(manifests: readonly Manifest[], namespace: string): Objects {
  return new Map(manifests.map(manifest => [identityOf(manifest, namespace), manifest]))
}
