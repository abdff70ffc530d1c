import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { identityOf } from '../diff/identity.ts'
import type { Side } from '../diff/sides.ts'
import type { Manifest } from '../values/manifest.ts'
import { previewFolder } from './layout.ts'
import { readLedger } from './ledger.ts'
import { isFolder } from './manifest-files.ts'
import type { ManifestReader } from './manifest-reader.ts'

/**
 * What was rendered, and the manifests that it is compared with. A folder holds serin's preview, too, and files of others: those
 * count where they are what serin renders. Without a preview there is nothing to compare generated objects with. What only some
 * of several apps are compared with (`isOnly` is false) is not missed by the others.
 *
 * @throws InputError
 */
export function againstManifests(
  rendered: Side,
  path: string,
  { namespace, isOnly }: { namespace: string; isOnly: boolean },
  reader: ManifestReader,
) {
  const idOf = (object: Manifest) => identityOf(object, namespace)
  const own = path !== '-' && isFolder(path) ? readLedger(path) : null
  const files = reader.filesOf(path)
  const isOwn = (file: string) => isOnly && (own === null || own.files.has(relative(path, file).replaceAll('\\', '/')))
  const written = reader.read(files.filter(({ file }) => isOwn(file)))
  const foreign = reader.read(files.filter(({ file }) => !isOwn(file)))
  const preview = join(path, previewFolder)
  const shown = own && existsSync(preview) ? reader.onDisk([preview]).objects : []

  const wanted = new Set(rendered.objects.map(idOf))
  const known = foreign.filter(object => wanted.has(idOf(object)))
  const before: Side = { objects: [...known, ...shown, ...written], generated: new Set(shown) }
  const there = new Set(before.objects.map(idOf))
  const isCompared = (object: Manifest) =>
    shown.length > 0 || !rendered.generated.has(object) || there.has(idOf(object))
  const others = foreign.length - known.length
  return {
    before,
    after: { ...rendered, objects: rendered.objects.filter(isCompared) },
    notes: isOnly && others > 0 ? [`objects in ${path} that are not serin’s, and are left out: ${others}`] : [],
  }
}
