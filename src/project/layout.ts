import { compare } from '../values/finding.ts'
import type { Manifest } from '../values/manifest.ts'

/** Fleet skips dot-folders in every version, and so do Argo CD's and Flux's usual settings for plain folders. */
export const previewFolder = '.preview'

export interface PlacedManifest {
  path: string
  manifest: Manifest
}

/**
 * One file per object: `canary-shop-prod.yaml`. Where two objects would share a name, both get their namespace too; should
 * that not tell them apart (names that differ in odd characters only), the later ones are numbered.
 */
export function placeFiles(manifests: readonly Manifest[], folder = ''): PlacedManifest[] {
  const shared = repeated(manifests.map(manifest => fileName(manifest, false)))
  const taken = new Map<string, number>()
  return manifests
    .map(manifest => {
      const short = fileName(manifest, false)
      const name = shared.has(short) ? fileName(manifest, true) : short
      const count = (taken.get(name) ?? 0) + 1
      taken.set(name, count)
      const path = `${folder === '' ? '' : `${folder}/`}${name}${count > 1 ? `-${count}` : ''}.yaml`
      return { path, manifest }
    })
    .sort((a, b) => compare(a.path, b.path))
}

function repeated(names: string[]): Set<string> {
  return new Set(names.filter((name, i) => names.indexOf(name) !== i))
}

function fileName({ kind, metadata }: Manifest, withNamespace: boolean): string {
  return [kind, metadata.name, ...(withNamespace && metadata.namespace ? [metadata.namespace] : [])].map(safe).join('-')
}

/** Names are the user's: nothing in them may leave the folder or clash on a file system that ignores case. */
function safe(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9.-]/g, '_')
}
