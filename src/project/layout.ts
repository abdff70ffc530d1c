import type { Manifest } from '../values/manifest.ts'

/** Fleet skips dot-folders in every version, and so do Argo CD's and Flux's usual settings for plain folders. */
export const previewFolder = '.preview'

export function isPreview(path: string): boolean {
  return path.startsWith(`${previewFolder}/`)
}

/**
 * A path for each object: `canary-shop-prod.yaml`. Where two objects of a folder would share a name, both get their namespace
 * too; should that not tell them apart (names that differ in odd characters only), the later ones are numbered.
 */
export function fileNames(
  objects: readonly { manifest: Manifest; folder: string }[],
  ending: 'yaml' | 'json',
): string[] {
  const shorts = objects.map(({ manifest, folder }) => inFolder(folder, baseName(manifest, false)))
  const seen = new Set<string>()
  const shared = new Set(shorts.filter(name => seen.size === seen.add(name).size))
  const taken = new Map<string, number>()
  return objects.map(({ manifest, folder }, i) => {
    const short = shorts[i] ?? ''
    const name = shared.has(short) ? inFolder(folder, baseName(manifest, true)) : short
    const count = (taken.get(name) ?? 0) + 1
    taken.set(name, count)
    return `${name}${count > 1 ? `-${count}` : ''}.${ending}`
  })
}

function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

function baseName({ kind, metadata }: Manifest, withNamespace: boolean): string {
  return [kind, metadata.name, ...(withNamespace && metadata.namespace ? [metadata.namespace] : [])].map(safe).join('-')
}

/** Names are the user's: nothing in them may leave the folder or clash on a file system that ignores case. */
function safe(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9.-]/g, '_')
}

/**
 * An object for Git without its owner. The preview names the Canary as owner; in Git its uid is unknown, and an owner that
 * does not exist would make the garbage collector delete the object.
 */
export function withoutOwner(manifest: Manifest): Manifest {
  const { ownerReferences: _, ...metadata } = manifest.metadata
  return { ...manifest, metadata }
}
