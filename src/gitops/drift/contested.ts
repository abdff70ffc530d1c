import type { Release } from '../../flagger/release.ts'
import type { ObjectRef } from '../../values/finding.ts'
import { isMap, type Json, type JsonMap } from '../../values/json.ts'
import { dataOf, groupOf, type Manifest } from '../../values/manifest.ts'
import { escapeSegment, type Pointer, parent, segments, valueAt } from '../../values/pointer.ts'
import { isNamespacedKind } from '../defaults/kinds.ts'
import { ownedField, ownedObject } from '../ownership/find.ts'
import { objectsOf, type RoleObject } from '../ownership/roles.ts'
import type { OwnedField, OwnedObject } from '../ownership/table.ts'

/** An object in Git that a controller writes, too. */
export interface Contested {
  object: ObjectRef
  manifest: Manifest
  owner: OwnedObject
  fields: ContestedField[]
  /** More parts of a field that is Git’s otherwise: routes of the controller’s own in a list. */
  narrower?: readonly string[]
}

/** One that Flagger writes, and how it reads it. */
export interface FlaggerContested extends Contested {
  role: RoleObject
}

/** A field that Git says and a controller writes. */
export interface ContestedField {
  path: Pointer
  git: Json
  row: OwnedField
}

/** The objects of a release that a controller writes, in the order in which it does. */
export function contestedObjects(release: Release): FlaggerContested[] {
  const git = new Map(gitObjects(release).map(manifest => [idOf(manifest), manifest]))
  return objectsOf(release).flatMap(role => {
    const id = idOf(role.object)
    const manifest = git.get(id)
    const owner = ownedObject(role.role, role.kind.key)
    if (!manifest || !owner) return []
    git.delete(id)
    const fields = contestedFields(owner, dataOf(manifest))
    return [{ object: { ...role.object, apiVersion: manifest.apiVersion }, manifest, role, owner, fields }]
  })
}

/** What is in Git of a release, every object with its namespace. */
export function gitObjects({ cluster, namespace }: Release): Manifest[] {
  return cluster.objects.filter(isInGit).map(object => placed(object, namespace))
}

/** What has an owner was made by a controller, and read from a cluster. */
export function isInGit({ metadata }: Manifest): boolean {
  return (metadata.ownerReferences ?? []).length === 0
}

function placed(object: Manifest, namespace: string): Manifest {
  const { apiVersion, kind, metadata } = object
  if (metadata.namespace !== undefined || isNamespacedKind(apiVersion, kind) === false) return object
  return { ...object, metadata: { ...metadata, namespace } }
}

/** Versions of one group are the same object. */
export function idOf(object: Manifest | ObjectRef): string {
  const { apiVersion, kind, namespace = '', name } = isManifest(object) ? { ...object, ...object.metadata } : object
  return `${groupOf(apiVersion)}/${kind} ${namespace}/${name}`
}

function isManifest(object: Manifest | ObjectRef): object is Manifest {
  return 'metadata' in object
}

export function contestedFields(owner: OwnedObject, manifest: JsonMap): ContestedField[] {
  return owner.fields.flatMap(row =>
    placesOf(row.field, manifest)
      .filter(path => ownedField(owner, path) === row)
      .map(path => ({ path, git: valueAt(manifest, path) ?? null, row })),
  )
}

/** The places in an object that a field of the table is about: `/spec/*` is every field of the spec. */
function placesOf(field: Pointer, manifest: JsonMap): Pointer[] {
  if (!field.endsWith('/*')) return valueAt(manifest, field) === undefined ? [] : [field]
  const holder = parent(field)
  const value = valueAt(manifest, holder)
  const keys = isMap(value) ? Object.keys(value) : []
  return keys.filter(key => holder !== '' || !identity.has(key)).map(key => `${holder}/${escapeSegment(key)}`)
}

const identity = new Set(['apiVersion', 'kind', 'metadata'])

/**
 * The field that a difference is about, as wide as the controller writes it: `row` is what the table says of it, if anything.
 * Some levels above when the field itself was not enough: server-side apply takes some maps for one field.
 */
export function widenedField(row: OwnedField | null, path: Pointer, levels: number): Pointer {
  const keys = path.split('/')
  // Of labels and annotations each is a thing of its own, whoever removes them all.
  const depth = row && !path.startsWith('/metadata/') ? segments(row.field).length : keys.length - 1
  return keys.slice(0, Math.max(Math.min(3, keys.length), depth + 1 - levels)).join('/')
}
