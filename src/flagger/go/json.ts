import { compare } from '../../values/finding.ts'
import { isMap, type Json } from '../../values/json.ts'
import { encode } from './encode.ts'
import type { GoType, Struct } from './types.ts'

/** The text that json.Marshal writes: fields in the order of the type, keys of maps sorted, `<`, `>` and `&` escaped. */
export function marshal(value: { [key: string]: Json }, type: Struct): string {
  return write(encode(value, type), type).replace(/[<>&\u2028\u2029]/g, char => escapes[char] ?? char)
}

const escapes: Record<string, string> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}

function write(value: Json, type: GoType): string {
  if (type.kind === 'pointer') return write(value, type.to)
  if (type.kind === 'list' && Array.isArray(value)) return `[${value.map(item => write(item, type.of)).join()}]`
  if (type.kind === 'map' && isMap(value)) {
    const entries = Object.entries(value).sort(([a], [b]) => compare(a, b))
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${write(item, type.of)}`).join()}}`
  }
  if (type.kind === 'struct' && isMap(value)) {
    const fields = [...type.fields.values()].filter(field => field.always || Object.hasOwn(value, field.name))
    const members = fields.map(({ name, type }) => `"${name}":${write(value[name] ?? neverSet(type), type)}`)
    return `{${members.join()}}`
  }
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value)
}

/** What is always written is null when it is a list, a map or a pointer. */
function neverSet(type: GoType): Json {
  return type.kind === 'struct' ? {} : null
}
