import { isMap, type Json, type JsonMap, setKey } from '../../values/json.ts'
import type { GoType, Struct } from './types.ts'

/**
 * Writes a decoded value as encoding/json writes the struct: empty fields are left out, those without `omitempty` are there
 * even when they are zero. An empty struct, which Go writes as `{}`, is left out: it says nothing.
 */
export function encode(value: JsonMap, type: Struct): JsonMap {
  const out: JsonMap = {}
  for (const key of Object.keys(value)) {
    const field = type.fields.get(key)
    if (!field) continue
    const written = encodeValue(value[key] as Json, field.type)
    if (field.always ? written !== null && !isEmptyStruct(written, field.type) : !isEmpty(written, field.type)) {
      setKey(out, key, written)
    }
  }
  for (const field of type.always) {
    if (Object.hasOwn(out, field.name)) continue
    const zero = writtenZero(field.type)
    if (zero !== undefined) setKey(out, field.name, zero)
  }
  return out
}

function encodeValue(value: Json, type: GoType): Json {
  switch (type.kind) {
    case 'pointer':
      return encodeValue(value, type.to)
    case 'struct':
      return isMap(value) ? encode(value, type) : value
    case 'list':
      return Array.isArray(value) ? value.map(item => encodeValue(item, type.of)) : value
    case 'map':
      return isMap(value) ? encodeMap(value, type.of) : value
    default:
      return value
  }
}

function encodeMap(value: JsonMap, of: GoType): JsonMap {
  const out: JsonMap = {}
  for (const key of Object.keys(value)) setKey(out, key, encodeValue(value[key] as Json, of))
  return out
}

/** What `omitempty` leaves out. */
function isEmpty(value: Json, type: GoType): boolean {
  switch (type.kind) {
    case 'pointer':
      return value === null
    case 'list':
      return !Array.isArray(value) || value.length === 0
    case 'map':
      return !isMap(value) || Object.keys(value).length === 0
    case 'struct':
      return isEmptyStruct(value, type)
    case 'quantity':
    case 'intOrString':
    case 'duration':
      return false
    default:
      return value === null || value === '' || value === 0 || value === false
  }
}

function isEmptyStruct(value: Json, type: GoType): boolean {
  return type.kind === 'struct' && isMap(value) && Object.keys(value).length === 0
}

/** What a field without `omitempty` holds when nothing was set; undefined where that is null or an empty struct. */
function writtenZero(type: GoType): Json | undefined {
  switch (type.kind) {
    case 'string':
      return ''
    case 'int':
    case 'float':
    case 'intOrString':
      return 0
    case 'bool':
      return false
    case 'quantity':
      return '0'
    case 'duration':
      return '0s'
    case 'struct': {
      const zero = encode({}, type)
      return Object.keys(zero).length > 0 ? zero : undefined
    }
    default:
      return undefined
  }
}
