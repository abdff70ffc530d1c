import type { Release } from '../flagger/release.ts'
import type { Settings } from '../flagger/settings.ts'
import { canaryApiVersion } from '../flagger/tick.ts'
import type { Finding, Locate, Place } from '../values/finding.ts'
import { groupOf, type Manifest } from '../values/manifest.ts'
import { manifestsOf, type Objects, readObjects } from './objects.ts'
import { finding, type Given } from './read.ts'
import { type Reference, referencesOf } from './references.ts'
import { type ManifestFile, sourceOf } from './source.ts'

export interface ManifestOptions {
  /** Of objects that name none. */
  namespace: string
  settings: Settings
  refs: Release['refs']
}

export interface ManifestsRead {
  /** One for every Canary, in the order of the texts. */
  releases: Release[]
  /** Every object that could be read. */
  objects: Manifest[]
  /** What could not be read, or is there twice. */
  findings: Finding[]
  /** Where a field of an object is written; the beginning of the input for one that nobody gave. */
  locate: Locate
}

/** Texts of manifests → a release for every Canary in them. */
export function readReleases(files: readonly ManifestFile[], options: ManifestOptions): ManifestsRead {
  const objects = readObjects(files, options.namespace)
  const canaries = objects.given.filter(each => isCanary(each.manifest) && objects.counts(each))
  const taken = new Set<Manifest>()
  const start = sourceOf(files[0] ?? { file: 'manifests', text: '' }).range(0, 0)
  const missing = canaries.length === 0 && !objects.given.some(isRollout) ? [noCanary(files, start)] : []
  return {
    releases: canaries.map(canary => releaseOf(canary, objects, taken, options)),
    objects: manifestsOf(objects.given),
    findings: [...objects.findings, ...missing],
    locate: subject => objects.placeOf(subject) ?? start,
  }
}

function isCanary({ apiVersion, kind }: Manifest): boolean {
  return kind === 'Canary' && groupOf(apiVersion) === groupOf(canaryApiVersion)
}

/** Other Canaries have releases of their own; a Secret stays where it is, because its values are not known any more. */
function isShown(object: Manifest): boolean {
  return !isCanary(object) && object.kind !== 'Secret'
}

/** Rollouts are linted for themselves. */
function isRollout({ manifest: { apiVersion, kind } }: Given): boolean {
  return kind === 'Rollout' && groupOf(apiVersion) === 'argoproj.io'
}

function noCanary(files: readonly ManifestFile[], start: Place): Finding {
  const message = files.length === 1 ? 'there is no Canary in this file' : 'there is no Canary in the manifests'
  return {
    ...finding('MF006', start, '', message),
    help: `A Canary has apiVersion ${canaryApiVersion}.`,
  }
}

function releaseOf(canary: Given, objects: Objects, taken: Set<Manifest>, options: ManifestOptions): Release {
  const { manifest } = canary
  const referred = manifestsOf(referredBy(canary, objects, options))
  const authored = [manifest, ...referred.filter(object => !taken.has(object) && isShown(object))]
  for (const object of authored) taken.add(object)
  return {
    ...options,
    canary: manifest,
    authored,
    cluster: { objects: referred, sketched: new Set() },
    // What Flagger creates is written nowhere; it is placed at the Canary.
    locate: subject => objects.placeOf(subject) ?? placeAt(canary, subject.object ? '/metadata/name' : subject.path),
    trace: subject => subject,
  }
}

function placeAt({ source, document, path }: Given, field: string) {
  return source.at(document, path + field)
}

/** The objects that a Canary may have to do with, in the order in which they were given. */
function referredBy(canary: Given, objects: Objects, options: ManifestOptions): Given[] {
  const { manifest } = canary
  const namespace = manifest.metadata.namespace ?? options.namespace
  const found = new Set<Given>()
  const find = (reference: Reference) => manifestsOf(objects.byName(reference))
  for (const { name, ...reference } of referencesOf(manifest, namespace, options.settings, find)) {
    if (name === '') continue
    // Objects of the cluster itself are in no namespace, and so in that of the input.
    for (const where of new Set([reference.namespace, options.namespace])) {
      for (const each of objects.byName({ namespace: where, name })) if (each !== canary) found.add(each)
    }
  }
  return [...found].sort((a, b) => a.order - b.order)
}
