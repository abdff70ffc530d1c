import type { Manifest } from '../../values/manifest.ts'
import { isNamespacedKind } from '../defaults/kinds.ts'

/** A folder of manifests that a GitOps tool is to apply. */
export interface Bundle {
  /** What an Application or a Kustomization for it is called. */
  name: string
  /** The folder from the root of the repository, with `/`. */
  folder: string
  /** What the tool applies, by file; null for a document that serin knows nothing of. The preview is not among it. */
  objects: readonly { path: string; manifest: Manifest | null }[]
  /** Of objects that name none. */
  namespace: string
}

/** A file that the tool reads beside the manifests. */
export interface DeliveryFile {
  path: string
  text: string
}

/** Whether all objects live in the bundle's namespace, so that the tool may put them there by force. */
export function isInOneNamespace({ objects, namespace }: Bundle): boolean {
  return objects.every(
    ({ manifest }) =>
      manifest === null ||
      (isNamespacedKind(manifest.apiVersion, manifest.kind) !== false &&
        (manifest.metadata.namespace ?? namespace) === namespace),
  )
}
