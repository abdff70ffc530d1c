import { isMap, type Json, type JsonMap, setKey } from '../../values/json.ts'
import { formatQuantity, parseQuantity } from './quantity.ts'
import { type Field, fieldOf, fieldsOf, type Scalar, type Struct, type Type } from './schema.ts'

/** A value that the type cannot hold: Go's decoder refuses the whole object. */
const refused = Symbol('refused')
type Decoded = Json | undefined | typeof refused

/**
 * The object as Go holds and writes it again: quantities in their canonical form, empty fields left out, unknown fields
 * dropped. Null when its type cannot hold it; `strict` refuses unknown fields too (DisallowUnknownFields).
 */
export function toTyped(value: JsonMap, type: Type, strict = false): JsonMap | null {
  const decoded = decode(value, type, strict)
  return decoded !== refused && isMap(decoded) ? decoded : null
}

/** The zero values that omitempty leaves out … */
const plainZeros: Partial<Record<Scalar, Json>> = { string: '', bool: false, int32: 0, int64: 0 }
/** … and those of structs, which are always written. */
const structZeros: Partial<Record<Scalar, Json>> = { quantity: '0', intOrString: 0, time: null, microTime: null }

/** Undefined stands for Go's zero value: nil, `""`, 0 or false. */
function decode(value: Json | undefined, type: Type, strict: boolean): Decoded {
  if (type.is === 'struct') return value === null && type.pointer ? undefined : decodeStruct(value, type.name, strict)
  if (value === undefined || value === null) return undefined
  if (type.is === 'list') return decodeList(value, type.of, strict)
  if (type.is === 'map') return decodeMap(value, type.of, strict)
  const decoded = decodeScalar(value, type.scalar)
  return !type.pointer && decoded === plainZeros[type.scalar] ? undefined : decoded
}

function decodeStruct(value: Json | undefined, name: string, strict: boolean): Decoded {
  const struct = fieldsOf(name)
  const out: JsonMap = {}
  if (value !== undefined && value !== null) {
    if (!isMap(value)) return refused
    for (const key of Object.keys(value)) {
      const field = fieldOf(struct, key)
      if (!field) {
        if (strict) return refused
        continue
      }
      const { type, omitEmpty } = field
      const decoded = decode(value[key], type, strict)
      if (decoded === refused) return refused
      const isDropped = decoded === undefined || (omitEmpty && !type.pointer && isEmptyContainer(decoded, type))
      if (!isDropped) out[field.name] = decoded
    }
  }
  for (const field of writtenFields(name, struct)) {
    if (out[field.name] === undefined) out[field.name] = zeroOf(field.type)
  }
  return out
}

const written = new Map<string, Field[]>()

/** The fields of a struct that Go writes even when nothing is in them. */
function writtenFields(name: string, struct: Struct): Field[] {
  const known = written.get(name)
  if (known) return known
  const fields = [...struct.values()].filter(({ type, omitEmpty }) => !omitEmpty || alwaysWritten(type))
  written.set(name, fields)
  return fields
}

function decodeList(value: Json, of: Type, strict: boolean): Decoded {
  if (!Array.isArray(value)) return refused
  const out: Json[] = []
  for (const item of value) {
    const decoded = decode(item, of, strict)
    if (decoded === refused) return refused
    out.push(decoded === undefined ? zeroOf(of) : decoded)
  }
  return out
}

function decodeMap(value: Json, of: Type, strict: boolean): Decoded {
  if (!isMap(value)) return refused
  const out: JsonMap = {}
  for (const [key, item] of Object.entries(value)) {
    const decoded = decode(item, of, strict)
    if (decoded === refused) return refused
    setKey(out, key, decoded === undefined ? zeroOf(of) : decoded)
  }
  return out
}

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

function decodeScalar(value: Json, scalar: Scalar): Decoded {
  switch (scalar) {
    case 'json':
      return value
    case 'string':
      return typeof value === 'string' ? value : refused
    case 'bool':
      return typeof value === 'boolean' ? value : refused
    case 'int32':
      return isInteger(value) && Math.abs(value + 0.5) < 2 ** 31 ? value : refused
    case 'int64':
      return isInteger(value) ? value : refused
    case 'intOrString':
      return typeof value === 'string' ? value : decodeScalar(value, 'int32')
    case 'quantity': {
      const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''
      const quantity = parseQuantity(text)
      return quantity ? formatQuantity(quantity) : refused
    }
    case 'time':
    case 'microTime': {
      if (typeof value !== 'string' || !time.test(value) || Number.isNaN(Date.parse(value))) return refused
      const iso = new Date(value).toISOString()
      return scalar === 'time' ? `${iso.slice(0, 19)}Z` : value
    }
    case 'bytes': {
      if (Array.isArray(value) && value.length === 0) return ''
      if (typeof value !== 'string') return refused
      const text = value.replace(/[\r\n]/g, '')
      return base64.test(text) ? btoa(atob(text)) : refused
    }
  }
}

function isInteger(value: Json): value is number {
  return typeof value === 'number' && Number.isInteger(value)
}

/** Go's omitempty leaves structs alone. */
function alwaysWritten(type: Type): boolean {
  if (type.pointer) return false
  return type.is === 'struct' || (type.is === 'scalar' && Object.hasOwn(structZeros, type.scalar))
}

function isEmptyContainer(value: Json, type: Type): boolean {
  if (type.is === 'map') return isMap(value) && Object.keys(value).length === 0
  if (type.is === 'list') return Array.isArray(value) && value.length === 0
  return type.is === 'scalar' && type.scalar === 'bytes' && value === ''
}

function zeroOf(type: Type): Json {
  if (type.pointer || type.is === 'list' || type.is === 'map') return null
  if (type.is === 'scalar') return structZeros[type.scalar] ?? plainZeros[type.scalar] ?? null
  const empty = decodeStruct(undefined, type.name, false)
  return empty === refused || empty === undefined ? {} : empty
}
