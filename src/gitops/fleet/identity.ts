import type { JsonMap } from '../../values/json.ts'
import { md5, sha1, sha256 } from './digest.ts'

/** What Fleet knows its objects by (Fleet 0.16, desiredset/desiredset_apply.go and internal/names/name.go). */
export const hashLabel = 'objectset.rio.cattle.io/hash'
export const idAnnotation = 'objectset.rio.cattle.io/id'
export const pruneLabel = 'objectset.rio.cattle.io/prune'

const releaseNameLength = 53

/** The label and annotation that Fleet puts on every object of a bundle deployment. */
export function ownMetadata(bundle: string): { labels: JsonMap; annotations: JsonMap } {
  const id = setId(bundle)
  return { labels: { [hashLabel]: sha1(id) }, annotations: { [idAnnotation]: id } }
}

export function setId(bundle: string): string {
  if (bundle.startsWith('fleet-agent')) return 'fleet-agent-bootstrap'
  const full = `default-${bundle}`
  if (full.length < 64) return full
  const digest = sha256(full)
  return /[a-z0-9]/.test(full.charAt(56)) ? `${full.slice(0, 57)}-${digest.slice(0, 5)}` : cutId(full, digest)
}

/** The bundle of an id; `''` for one that is cut, or of something else. */
export function bundleOfId(id: string): string {
  return id.startsWith('default-') && id.length < 64 ? id.slice('default-'.length) : ''
}

function cutId(full: string, digest: string): string {
  return `${full.slice(0, 56)}-${digest.slice(0, 6)}`
}

/** The name of the bundle that a GitRepo makes of a folder: also of its BundleDeployment and Helm release. */
export function bundleName(gitRepo: string, folder: string): string {
  return releaseName(folder === '' ? gitRepo : `${gitRepo}/${folder}`)
}

/** A name that Helm accepts, made of any text. */
export function releaseName(text: string): string {
  let name = text.replaceAll('/', '-')
  const foreign = /[^a-zA-Z0-9-]+/g
  if (name !== name.toLowerCase() || name.search(foreign) >= 0) name = `${name}-${md5(name).slice(0, 8)}`
  name = name
    .toLowerCase()
    .replace(foreign, '-')
    .replace(/-+/g, '-')
    .replace(/^-+|-+$/g, '')
  return name === '' ? md5(text).slice(0, 24) : limit(name, releaseNameLength)
}

function limit(text: string, length: number): string {
  if (text.length <= length) return text
  const cut = text.slice(0, length - 6)
  return `${cut}${cut.endsWith('-') ? '' : '-'}${md5(text).slice(0, 5)}`
}
