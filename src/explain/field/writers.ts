import { ownedField } from '../../gitops/ownership/find.ts'
import { type OwnedField, type OwnedObject, ownership } from '../../gitops/ownership/table.ts'
import type { Pointer } from '../../values/pointer.ts'

/** A controller that writes a field, or fields below it. */
export interface Writer {
  object: OwnedObject
  /** None where the object is written, but not there. */
  fields: OwnedField[]
}

/** The kinds that a controller writes, without their groups. */
export function ownedKinds(): string[] {
  return [...new Set(ownership.map(({ kind }) => nameOf(kind)))]
}

export function writersOf(kind: string, path: Pointer): Writer[] {
  return ownership
    .filter(object => nameOf(object.kind) === kind)
    .map(object => {
      const own = ownedField(object, path)
      const below = object.fields.filter(({ field }) => field !== own?.field && field.startsWith(`${path}/`))
      return { object, fields: own ? [own, ...below] : below }
    })
}

function nameOf(kind: string): string {
  return kind.slice(kind.lastIndexOf('/') + 1)
}
