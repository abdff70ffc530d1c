import { isMap, type JsonMap, setKey } from '../../values/json.ts'
import { type Pointer, parent, segments, valueAt } from '../../values/pointer.ts'
import type { OwnedObject } from '../ownership/table.ts'

/**
 * An object with what its controller has written since: of everything else Git's is left, for a new revision comes from Git,
 * too.
 */
export function overlay(git: JsonMap, now: JsonMap, { fields }: OwnedObject): JsonMap {
  return fields.reduce((object, { field }) => {
    if (!field.endsWith('/*')) return withValue(object, now, field)
    const holder = parent(field)
    if (holder !== '') return withValue(object, now, holder)
    const { apiVersion, kind, metadata } = object
    return { ...now, apiVersion: apiVersion ?? null, kind: kind ?? null, metadata: metadata ?? null }
  }, git)
}

/** A copy with the value that the other object has at a path, or without any when it has none. */
function withValue(object: JsonMap, other: JsonMap, path: Pointer): JsonMap {
  return withValueAt(object, segments(path), valueAt(other, path))
}

function withValueAt(object: JsonMap, [key = '', ...rest]: string[], value: JsonMap[string] | undefined): JsonMap {
  const { [key]: before, ...others } = object
  if (rest.length === 0) return value === undefined ? others : put(object, key, value)
  if (!isMap(before)) return value === undefined ? object : put(object, key, withValueAt({}, rest, value))
  return put(object, key, withValueAt(before, rest, value))
}

function put(object: JsonMap, key: string, value: JsonMap[string]): JsonMap {
  const copy = { ...object }
  setKey(copy, key, value)
  return copy
}
