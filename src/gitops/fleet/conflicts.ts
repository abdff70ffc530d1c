import { compare } from '../../values/finding.ts'
import { getKey, isMap, type Json, type JsonMap } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import { escapeSegment, type Pointer, valueAt } from '../../values/pointer.ts'
import { plural } from '../../values/quote.ts'
import { type FieldSet, intersection } from '../structured/field-set.ts'
import { deduced, type Shape, shapeOfKind } from '../structured/shape.ts'
import { fieldShape, fieldsIn, formOf, merge, modifiedFields, stepOf } from '../structured/walk.ts'
import { itemAt, textAt } from './object.ts'
import { waysOut } from './ways-out.ts'

/** Another manager of an object and what it wrote: a part of the object, list items with their keys. */
export interface Writer {
  /** The name of the field manager, `flagger`. */
  manager: string
  fields: JsonMap
}

/** A field that Git and another manager both set, to different values. */
export interface FieldConflict {
  manager: string
  /** As the API server names it: `.spec.ports[port=80,protocol="TCP"].targetPort`. */
  field: string
  path: Pointer
  git: Json
  written: Json
  /** What to do about it. */
  help: string
}

/**
 * Since 0.15 Fleet applies server-side, unless a release was installed with `takeOwnership` or with force, for its whole life
 * (internal/helmdeployer/install.go, configureInstallAction).
 */
export function appliesServerSide(options: JsonMap, version: string): boolean {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  const isClientSide = clientSide.some(path => itemAt(options, ...path) === true)
  return (major > 0 || minor >= 15) && !isClientSide
}

const clientSide = [
  ['helm', 'takeOwnership'],
  ['helm', 'force'],
  ['correctDrift', 'force'],
]

/**
 * The conflicts that stop Fleet when it applies a manifest again after other managers wrote to the object: Helm 4 never forces
 * (Fleet 0.16, internal/helmdeployer/install.go; structured-merge-diff v6, merge/update.go). No comparePatch changes that.
 */
export function predictConflicts(git: Manifest, writers: Writer[]): FieldConflict[] {
  const manifest = git as JsonMap
  const shape = shapeOfKind(textAt(manifest, 'apiVersion'), textAt(manifest, 'kind')) ?? deduced
  const live = writers.reduce<Json>((object, { fields }) => merge(object, fields, shape) ?? object, manifest)
  const changed = modifiedFields(live, merge(live, manifest, shape) ?? manifest, shape)
  return writers.flatMap(({ manager, fields }) =>
    placesOf(intersection(fieldsIn(fields, shape), changed), manifest, shape).map(({ field, path }) => ({
      manager,
      field,
      path,
      git: valueAt(manifest, path) ?? null,
      written: writtenAt(live, manifest, path, shape),
      help: waysOut(textAt(manifest, 'kind'), path),
    })),
  )
}

/** What the API server answers when there are conflicts. */
export function conflictMessage(git: Manifest, conflicts: FieldConflict[]): string {
  const { apiVersion, kind, metadata } = git
  const count = plural(conflicts.length, 'conflict')
  const fields = conflicts
    .map(({ manager, field }) => `conflict with "${manager}" using ${apiVersion}: ${field}`)
    .join('; ')
  const place = metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`
  return `conflict occurred while applying object ${place} ${apiVersion}, Kind=${kind}: Apply failed with ${count}: ${fields}`
}

interface Place {
  field: string
  path: Pointer
}

/** The members of a set with their names and, in an object, their pointers. */
function placesOf(set: FieldSet, object: Json, shape: Shape, at: Place = { field: '', path: '' }): Place[] {
  const form = formOf(shape, object)
  const step = (name: string): { place: Place; value: Json; shape: Shape } | null => {
    if (form.is === 'map' && isMap(object) && name.startsWith('f:')) {
      const key = name.slice(2)
      const place = { field: `${at.field}.${key}`, path: `${at.path}/${escapeSegment(key)}` }
      return { place, value: getKey(object, key) ?? null, shape: fieldShape(form, key) ?? deduced }
    }
    if (form.is !== 'list' || !Array.isArray(object)) return null
    const i = object.findIndex(item => stepOf(item, form.items) === name)
    return {
      place: { field: at.field + bracket(name), path: `${at.path}/${i}` },
      value: object[i] ?? null,
      shape: form.of,
    }
  }
  const own = [...set.members].flatMap(name => step(name)?.place ?? [])
  const inner = [...set.children].flatMap(([name, child]) => {
    const found = step(name)
    return found ? placesOf(child, found.value, found.shape, found.place) : []
  })
  return [...own, ...inner].sort((a, b) => compare(a.field, b.field))
}

/** `k:{"port":80,"protocol":"TCP"}` → `[port=80,protocol="TCP"]`, `v:"x"` → `[="x"]`. */
function bracket(step: string): string {
  const value: Json = JSON.parse(step.slice(2))
  const keys = isMap(value) ? Object.entries(value).map(([key, item]) => `${key}=${JSON.stringify(item)}`) : null
  return `[${keys ? keys.join(',') : `=${JSON.stringify(value)}`}]`
}

/** The value at Git's path in an object whose lists may have another order. */
function writtenAt(live: Json, git: Json, path: Pointer, shape: Shape): Json {
  let [value, own, at]: [Json, Json, Shape] = [live, git, shape]
  for (const segment of path.split('/').slice(1)) {
    const form = formOf(at, own)
    if (form.is === 'list' && Array.isArray(own) && Array.isArray(value)) {
      own = own[Number(segment)] ?? null
      const step = stepOf(own, form.items)
      value = value.find(item => stepOf(item, form.items) === step) ?? null
      at = form.of
    } else if (form.is === 'map' && isMap(own) && isMap(value)) {
      const key = segment.replaceAll('~1', '/').replaceAll('~0', '~')
      own = getKey(own, key) ?? null
      value = getKey(value, key) ?? null
      at = fieldShape(form, key) ?? deduced
    }
  }
  return value
}
