import { isMap, type Json, type JsonMap, setKey } from '../../values/json.ts'
import { type Pointer, pointer } from '../../values/pointer.ts'
import { canonicalDuration } from './duration.ts'
import { canonicalQuantity } from './quantity.ts'
import type { GoType, Int, Scalar, Struct } from './types.ts'

/** What a Go program has in memory after it read the data, in the one form in which equal values look equal. */
export interface Decoded {
  value: JsonMap
  /** Values that Go refuses to read; they are left out. */
  faults: Fault[]
  /** Fields that the type does not have; they are left out. */
  unknown: Unknown[]
}
export interface Fault {
  path: Pointer
  expected: string
  found: Json
}
export interface Unknown {
  path: Pointer
  name: string
  /** The fields there are. */
  known: string[]
}

/**
 * Reads data as encoding/json reads it into a struct: unknown fields and nulls vanish, quantities become canonical. Zero
 * scalars and empty structs that are no pointers are left out, because Go cannot tell them from absent ones; empty maps and
 * lists stay, because it can.
 */
export function decode(data: JsonMap, type: Struct): Decoded {
  const reading: Reading = { path: [], faults: [], unknown: [] }
  const value = decodeStruct(data, type, reading)
  return { value, faults: reading.faults, unknown: reading.unknown }
}

interface Reading {
  path: (string | number)[]
  faults: Fault[]
  unknown: Unknown[]
}

function decodeStruct(data: JsonMap, type: Struct, reading: Reading): JsonMap {
  const out: JsonMap = {}
  for (const key of Object.keys(data)) {
    const given = data[key] as Json
    const field = type.fields.get(key)
    if (!field) {
      reading.unknown.push({ path: pointer(...reading.path, key), name: key, known: [...type.fields.keys()] })
    } else if (given !== null) {
      reading.path.push(key)
      const value = decodeValue(given, field.type, reading)
      if (value !== undefined && !isZero(value, field.type)) setKey(out, key, value)
      reading.path.pop()
    }
  }
  return out
}

function decodeValue(given: Json, type: GoType, reading: Reading): Json | undefined {
  switch (type.kind) {
    case 'pointer':
      return decodeValue(given, type.to, reading)
    case 'struct':
      return isMap(given) ? decodeStruct(given, type, reading) : fault(given, 'a map', reading)
    case 'list':
      return Array.isArray(given) ? decodeList(given, type.of, reading) : fault(given, 'a list', reading)
    case 'map':
      return isMap(given) ? decodeMap(given, type.of, reading) : fault(given, 'a map', reading)
    case 'int':
      return decodeInt(given, type, reading)
    default:
      return decodeScalar(given, type, reading)
  }
}

function decodeList(given: Json[], of: GoType, reading: Reading): Json[] {
  return given.map((item, index) => {
    reading.path.push(index)
    const value = item === null ? undefined : decodeValue(item, of, reading)
    reading.path.pop()
    return value ?? zeroOf(of)
  })
}

function decodeMap(given: JsonMap, of: GoType, reading: Reading): JsonMap {
  const out: JsonMap = {}
  for (const key of Object.keys(given)) {
    const item = given[key] as Json
    reading.path.push(key)
    const value = item === null ? undefined : decodeValue(item, of, reading)
    reading.path.pop()
    setKey(out, key, value ?? zeroOf(of))
  }
  return out
}

function decodeInt(given: Json, type: Int, reading: Reading): Json | undefined {
  const whole = typeof given === 'bigint' || (typeof given === 'number' && Number.isInteger(given))
  if (!whole) return fault(given, 'a whole number', reading)
  if (given < type.min || given > type.max) return fault(given, `from ${type.min} to ${type.max}`, reading)
  return given
}

function decodeScalar(given: Json, type: Scalar, reading: Reading): Json | undefined {
  switch (type.kind) {
    case 'any':
      return given
    case 'bool':
      return typeof given === 'boolean' ? given : fault(given, 'true or false', reading)
    case 'float':
      return typeof given === 'number' || typeof given === 'bigint' ? given : fault(given, 'a number', reading)
    case 'quantity':
      return decodeQuantity(given, reading)
    case 'intOrString':
      return typeof given === 'string' ? given : decodeInt(given, int32, reading)
    case 'duration':
      return (typeof given === 'string' && canonicalDuration(given)) || fault(given, 'a duration such as 30s', reading)
    default:
      return typeof given === 'string' ? given : fault(given, 'a text', reading)
  }
}

const int32: Int = { kind: 'int', min: -(2 ** 31), max: 2 ** 31 - 1 }

function decodeQuantity(given: Json, reading: Reading): string | undefined {
  const text = typeof given === 'number' || typeof given === 'bigint' ? String(given) : given
  const canonical = typeof text === 'string' ? canonicalQuantity(text) : null
  return canonical ?? fault(given, 'a quantity such as 500m or 1Gi', reading)
}

function fault(found: Json, expected: string, reading: Reading): undefined {
  reading.faults.push({ path: pointer(...reading.path), expected, found })
}

/** Whether Go holds this for an absent field, too. */
function isZero(value: Json, type: GoType): boolean {
  switch (type.kind) {
    case 'pointer':
    case 'list':
    case 'map':
    case 'any':
      return false
    case 'struct':
      return isMap(value) && Object.keys(value).length === 0
    case 'quantity':
      return value === '0'
    case 'duration':
      return value === '0s'
    case 'intOrString':
      return value === 0
    default:
      return value === '' || value === 0 || value === false
  }
}

function zeroOf(type: GoType): Json {
  switch (type.kind) {
    case 'string':
    case 'bytes':
    case 'time':
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
    case 'struct':
      return {}
    default:
      return null
  }
}
