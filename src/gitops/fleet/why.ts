import { describeObject, type ObjectRef } from '../../values/finding.ts'
import type { Json, JsonMap } from '../../values/json.ts'
import { type Pointer, valueAt } from '../../values/pointer.ts'
import type { Sides } from './difference.ts'
import { groupVersion, nameId, refOfObject } from './object.ts'

/** The reasons of verdicts, in words. */
const most = 3

export const same = 'nothing that Git names differs'
export const injected = 'only a caBundle differs that Git does not set'
export const notOwned =
  "the object is there, but without this bundle's label objectset.rio.cattle.io/hash; only `op: ignore` hides that"
export const extra =
  "the object carries this bundle's label and an earlier release held it, but Git does not; comparePatches cannot hide that"
export const unmatched =
  'Fleet does not find the object of Git under this namespace again, so it cannot normalise the difference'

export function hidden(paths: Pointer[]): string {
  return `comparePatches hide ${list(paths)}`
}

export function scaled(by: ObjectRef): string {
  return `the replicas are in the range of ${describeObject(by)}`
}

export function ignored(exists: boolean): string {
  return `\`op: ignore\` hides that the object is ${exists ? 'not owned by the bundle' : 'missing'}`
}

export function failed(ref: ObjectRef, faults: string[]): string {
  return `${describeObject(ref)} cannot be compared: ${faults[0] ?? ''}`
}

/** API versions in which the cluster's objects were given, by group, kind and name. */
export function versionsIn(live: JsonMap[]): Map<string, string> {
  return new Map(live.map(refOfObject).map(ref => [anyVersionId(ref), ref.apiVersion]))
}

export function missing(ref: ObjectRef, versions: Map<string, string>): string {
  const other = versions.get(anyVersionId(ref))
  if (other === undefined) return 'the object is not in the cluster; only `op: ignore` hides that'
  return `the live objects have it as ${other} only: give it as ${ref.apiVersion}, the version in which Fleet asks for it`
}

export function differs({ live, predicted }: Sides, paths: Pointer[], by: ObjectRef | null, notes: string[]): string {
  const secret = live['kind'] === 'Secret'
  const told = paths.slice(0, most).map(path => {
    if (secret) return `${path} differs`
    return `${path} is ${show(valueAt(live, path))} in the cluster, ${show(valueAt(predicted, path))} in Git`
  })
  const more = paths.length > most ? [`and ${paths.length - most} more`] : []
  const replicas = by ? [scaled(by)] : []
  const broken = [...new Set(notes)].slice(0, most)
  return [...told, ...more, ...replicas, ...broken].join('; ')
}

function list(paths: Pointer[]): string {
  const more = paths.length > most ? ` and ${paths.length - most} more` : ''
  return `${paths.slice(0, most).join(', ')}${more}`
}

function show(value: Json | undefined): string {
  if (value === undefined) return 'absent'
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

function anyVersionId(ref: ObjectRef): string {
  return `${groupVersion(ref.apiVersion)?.group ?? ''}\n${ref.kind}\n${nameId(ref)}`
}
