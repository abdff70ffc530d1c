import type { Release } from '../flagger/release.ts'
import type { Settings } from '../flagger/settings.ts'
import { canaryApiVersion } from '../flagger/tick.ts'
import { describeObject, type Finding, type ObjectRef, type Subject } from '../values/finding.ts'
import { groupOf, type Manifest, refOf } from '../values/manifest.ts'
import { finding, type Given, readManifests } from './read.ts'
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
  /** What could not be read, or is twice there. */
  findings: Finding[]
}

/** Texts of manifests → a release for every Canary in them. */
export function readReleases(files: readonly ManifestFile[], options: ManifestOptions): ManifestsRead {
  const { given, findings } = readManifests(files)
  const index = indexOf(given, options.namespace)
  const canaries = given.filter(each => isCanary(each.manifest) && index.get(each) === each)
  const taken = new Set<Manifest>()
  const releases = canaries.map(canary => releaseOf(canary, index, taken, options))
  const missing = canaries.length === 0 ? [noCanary(files)] : []
  return {
    releases,
    objects: given.map(({ manifest }) => manifest),
    findings: [...findings, ...index.duplicates, ...missing],
  }
}

function isCanary({ apiVersion, kind }: Manifest): boolean {
  return kind === 'Canary' && groupOf(apiVersion) === groupOf(canaryApiVersion)
}

/** Other Canaries have releases of their own; a Secret stays where it is, because its values are not known any more. */
function isShown(object: Manifest): boolean {
  return !isCanary(object) && object.kind !== 'Secret'
}

function noCanary(files: readonly ManifestFile[]): Finding {
  const [first = { file: 'manifests', text: '' }] = files
  const message = files.length === 1 ? 'there is no Canary in this file' : 'there is no Canary in the manifests'
  return {
    ...finding('MF006', sourceOf(first).range(0, 0), '', message),
    help: `A Canary has apiVersion ${canaryApiVersion}.`,
  }
}

interface Index {
  /** What counts of objects with one identity: the last one, as for kubectl apply. */
  get: (same: Given) => Given | undefined
  byRef: (ref: ObjectRef) => Given | undefined
  byName: (reference: Reference) => readonly Given[]
  duplicates: Finding[]
}

function indexOf(given: readonly Given[], namespace: string): Index {
  const byIdentity = new Map<string, Given>()
  const byName = new Map<string, Given[]>()
  const duplicates: Finding[] = []
  for (const each of given) {
    const id = identityOf(refOf(each.manifest), namespace)
    const earlier = byIdentity.get(id)
    if (earlier) duplicates.push(duplicate(each, earlier))
    byIdentity.set(id, each)
  }
  for (const each of byIdentity.values()) {
    const { metadata } = each.manifest
    const name = `${metadata.namespace ?? namespace}/${metadata.name}`
    const same = byName.get(name)
    if (same) same.push(each)
    else byName.set(name, [each])
  }
  return {
    get: same => byIdentity.get(identityOf(refOf(same.manifest), namespace)),
    byRef: ref => byIdentity.get(identityOf(ref, namespace)),
    byName: reference => byName.get(`${reference.namespace}/${reference.name}`) ?? [],
    duplicates,
  }
}

/** Versions of one group are the same object. */
function identityOf({ apiVersion, kind, namespace, name }: ObjectRef, defaultNamespace: string): string {
  return `${groupOf(apiVersion)}/${kind}/${namespace || defaultNamespace}/${name}`
}

function duplicate(again: Given, earlier: Given): Finding {
  const object = describeObject(refOf(again.manifest))
  const place = again.source.at(again.document, again.path)
  const found = finding('MF005', place, again.path, `${object} is there twice; the last one counts`)
  const related = [{ message: 'it is here, too', place: earlier.source.at(earlier.document, earlier.path) }]
  return { ...found, object, related }
}

function releaseOf(canary: Given, index: Index, taken: Set<Manifest>, options: ManifestOptions): Release {
  const { manifest } = canary
  const namespace = manifest.metadata.namespace ?? options.namespace
  const references = referencesOf(manifest, namespace, reference => index.byName(reference).map(each => each.manifest))
  const found = new Set<Given>()
  for (const { name, ...reference } of references) {
    if (name === '') continue
    // Objects of the cluster itself are in no namespace, and so in that of the input.
    for (const where of new Set([reference.namespace, options.namespace])) {
      for (const each of index.byName({ namespace: where, name })) if (each !== canary) found.add(each)
    }
  }
  const objects = [...found].sort((a, b) => a.order - b.order).map(each => each.manifest)
  const authored = [manifest, ...objects.filter(object => !taken.has(object) && isShown(object))]
  for (const object of authored) taken.add(object)
  return {
    ...options,
    canary: manifest,
    authored,
    cluster: { objects, sketched: new Set() },
    locate: subject => placeOf(subject, canary, index),
    trace: subject => subject,
  }
}

/** What Flagger creates is written nowhere; it is placed at the Canary. */
function placeOf({ object, path, part }: Subject, canary: Given, index: Index) {
  const given = object && index.byRef(object)
  if (!given) return canary.source.at(canary.document, canary.path + (object ? '/metadata/name' : path), part)
  return given.source.at(given.document, given.path + path, part)
}
