import { describeObject, type Finding, type ObjectRef, type Place, type Subject } from '../values/finding.ts'
import { groupOf, type Manifest, refOf } from '../values/manifest.ts'
import { finding, type Given, readManifests } from './read.ts'
import type { Reference } from './references.ts'
import type { ManifestFile } from './source.ts'

/** The objects of some manifests, to be found by what they are called. */
export interface Objects {
  given: Given[]
  /** What could not be read, or is there twice. */
  findings: Finding[]
  byName: (reference: Reference) => readonly Given[]
  /** Whether the object counts: of those with one identity the last one does, as for kubectl apply. */
  counts: (given: Given) => boolean
  /** Where a field is written; null for an object that was not given. */
  placeOf: (subject: Subject) => Place | null
}

/** `namespace` is that of objects which name none. */
export function readObjects(files: readonly ManifestFile[], namespace: string): Objects {
  const { given, findings } = readManifests(files)
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
    given,
    findings: [...findings, ...duplicates],
    byName: reference => byName.get(`${reference.namespace}/${reference.name}`) ?? [],
    counts: each => byIdentity.get(identityOf(refOf(each.manifest), namespace)) === each,
    placeOf({ object, path, part }) {
      const found = object && byIdentity.get(identityOf(object, namespace))
      return found ? found.source.at(found.document, found.path + path, part) : null
    },
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

export function manifestsOf(given: readonly Given[]): Manifest[] {
  return given.map(({ manifest }) => manifest)
}
