import { isMap, type Json, type JsonMap, setKey, typeName } from '../../values/json.ts'
import { nearest } from '../../values/nearest.ts'
import { type Pointer, pointer } from '../../values/pointer.ts'
import { boolean, integer, intOrString, quantity, type Scalar, text, time } from './scalar.ts'
import { type Located, resolve, type Schema } from './schema.ts'

/** Something Go's decoder does not take. */
export type Mismatch =
  | { kind: 'unknown'; path: Pointer; key: string; suggestion?: string }
  | { kind: 'type'; path: Pointer; expected: string; found: string }

export interface Decoded<T> {
  /** What the decoder keeps: known fields under their own names, without nulls and without what does not fit. */
  value: T
  mismatches: Mismatch[]
}

/** `strict` reports unknown fields; `coerce` turns numbers and booleans into strings where a string is wanted. */
export interface Mode {
  strict: boolean
  coerce: boolean
}

/** How kubectl reads manifests: sigs.k8s.io/yaml 1.6, UnmarshalStrict. */
export const kubectl: Mode = { strict: true, coerce: true }
/** How the controller reads parts of untyped objects: encoding/json as it comes. */
export const plainJson: Mode = { strict: false, coerce: false }

/**
 * Reads a value as Go's encoding/json reads it into a struct: names match without regard to case, null leaves a field as it
 * is, unknown fields and wrong types are reported. T is what the schema describes.
 */
export function decode<T>({ schema, file }: Located, value: unknown, mode: Mode = kubectl): Decoded<T> {
  const reading: Reading = { strict: mode.strict, path: [], mismatches: [] }
  const decoded = read(schema, { file, coerce: mode.coerce, reading }, value)
  return { value: (decoded ?? {}) as T, mismatches: reading.mismatches }
}

interface Reading {
  strict: boolean
  /** Of what is read just now. */
  path: (string | number)[]
  mismatches: Mismatch[]
}

interface At {
  file: string
  coerce: boolean
  reading: Reading
}

function read(schema: Schema, at: At, value: unknown): unknown {
  if (value === null || value === undefined) return undefined
  const coerce = at.coerce && schema.$comment !== 'embedded'
  const { schema: target, file } = resolve(schema, at.file)
  const here = coerce === at.coerce && file === at.file ? at : { ...at, coerce, file }
  if (target.properties) return readStruct(target, here, value)
  if (target.items) return readList(target.items, here, value)
  if (typeof target.additionalProperties === 'object') return readMap(target.additionalProperties, here, value)
  const scalar = readScalar(target, value, coerce)
  if ('value' in scalar) return scalar.value
  return mismatch(here, scalar.expected, value)
}

/** What stands below the value that is read just now. */
function readBelow(schema: Schema, at: At, key: string | number, value: unknown): unknown {
  const { path } = at.reading
  path.push(key)
  const decoded = read(schema, at, value)
  path.pop()
  return decoded
}

function readScalar(schema: Schema, value: unknown, coerce: boolean): Scalar | { value: unknown } {
  if (schema['x-kubernetes-int-or-string']) return intOrString(value)
  if (schema.format === 'quantity') return quantity(value)
  if (schema.format?.startsWith('date-time')) return time(value)
  if (schema.type === 'string') return text(value, coerce)
  if (schema.type === 'integer') return integer(value, schema.format)
  if (schema.type === 'boolean') return boolean(value)
  if (schema.type === 'number') return typeof value === 'number' ? { value } : { expected: 'a number' }
  if (schema.type === 'object' && !isMap(value)) return { expected: 'a map' }
  return { value }
}

function readStruct(schema: Schema, at: At, value: unknown): unknown {
  if (!isMap(value)) return mismatch(at, 'a map', value)
  const properties = schema.properties ?? {}
  let out = value
  for (const key of Object.keys(value)) {
    const name = Object.hasOwn(properties, key) ? key : foldedName(properties, key)
    const property = name === undefined ? undefined : properties[name]
    if (name === undefined || !property) {
      if (at.reading.strict) reportUnknown(at, key, properties)
      out = without(out, value, key)
      continue
    }
    const decoded = readBelow(property, at, key, value[key])
    if (decoded === value[key] && name === key) continue
    out = without(out, value, key)
    if (decoded !== undefined && !(name !== key && Object.hasOwn(value, name))) setKey(out, name, decoded as Json)
  }
  return out
}

/** Null in a Go map or list is the element type's zero value, unlike null in a field. */
function readMap(element: Schema, at: At, value: unknown): unknown {
  if (!isMap(value)) return mismatch(at, 'a map', value)
  let out = value
  for (const key of Object.keys(value)) {
    const decoded = value[key] === null ? zero(element, at.file) : readBelow(element, at, key, value[key])
    if (decoded === value[key]) continue
    out = without(out, value, key)
    if (decoded !== undefined) setKey(out, key, decoded as Json)
  }
  return out
}

function readList(element: Schema, at: At, value: unknown): unknown {
  if (!Array.isArray(value)) return mismatch(at, 'a list', value)
  let out = value
  for (let i = 0; i < value.length; i++) {
    const decoded = readBelow(element, at, i, value[i]) ?? zero(element, at.file)
    if (decoded === value[i]) continue
    if (out === value) out = value.slice()
    out[i] = decoded
  }
  return out
}

function zero(schema: Schema, file: string): unknown {
  const { schema: target } = resolve(schema, file)
  if (target.properties || target.type === 'object') return {}
  if (target.items) return []
  if (target.type === 'string') return ''
  if (target.type === 'boolean') return false
  return target.type === undefined ? null : 0
}

/** A copy of the map without the key; the copy made for an earlier key is used on. */
function without(out: JsonMap, original: JsonMap, key: string): JsonMap {
  const copy = out === original ? { ...original } : out
  delete copy[key]
  return copy
}

function foldedName(properties: { [name: string]: Schema }, key: string): string | undefined {
  const folded = key.toLowerCase()
  return Object.keys(properties).find(name => name.toLowerCase() === folded)
}

function reportUnknown({ reading }: At, key: string, properties: { [name: string]: Schema }): void {
  const suggestion = nearest(key, Object.keys(properties))
  const path = pointer(...reading.path, key)
  reading.mismatches.push({ kind: 'unknown', path, key, ...(suggestion === undefined ? {} : { suggestion }) })
}

function mismatch({ reading }: At, expected: string, value: unknown): undefined {
  reading.mismatches.push({ kind: 'type', path: pointer(...reading.path), expected, found: typeName(value) })
}
