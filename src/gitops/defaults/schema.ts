import { kindTypes, typeNameOf } from './kinds.ts'
import { types } from './types.ts'

export type Scalar =
  | 'string'
  | 'bool'
  | 'int32'
  | 'int64'
  | 'quantity'
  | 'intOrString'
  | 'time'
  | 'microTime'
  | 'bytes'
  | 'json'

/** What a field holds. A pointer matters for emptiness: `*int32` keeps a 0 that `int32` with omitempty drops. */
export type Type = { pointer: boolean } & (
  | { is: 'scalar'; scalar: Scalar }
  | { is: 'list'; of: Type }
  | { is: 'map'; of: Type }
  | { is: 'struct'; name: string }
)

export interface Field {
  name: string
  type: Type
  omitEmpty: boolean
  merge: Merge
}

/** How a patch treats a field (the Go tags patchStrategy and patchMergeKey). */
export interface Merge {
  strategy: 'merge' | 'replace' | null
  /** The key of a merged list of maps, `''` for scalars. */
  key: string
  retainKeys: boolean
}

export type Struct = ReadonlyMap<string, Field>

const structs = new Map<string, Struct>()
const parsed = new Map<string, Type>()
let texts: Map<string, string> | null = null

/** The type of a built-in kind, or null for custom resources. */
export function typeOfKind(apiVersion: string, kind: string): Type | null {
  const name = typeNameOf(apiVersion, kind)
  return name === undefined ? null : { pointer: false, is: 'struct', name }
}

/** The fields of a struct by name. */
export function fieldsOf(name: string): Struct {
  const known = structs.get(name)
  if (known) return known
  const fields = kindTypes.has(name) ? 'kind?:string apiVersion?:string metadata?:ObjectMeta ' : ''
  const struct = new Map(
    ((fields + (typeTexts().get(name) ?? '')).match(/\S+/g) ?? []).map(parseField).map(field => [field.name, field]),
  )
  structs.set(name, struct)
  return struct
}

/** The field that Go's decoder takes for a key: the exact name, else one that differs in case only. */
export function fieldOf(struct: Struct, key: string): Field | undefined {
  const exact = struct.get(key)
  if (exact) return exact
  const folded = key.toLowerCase()
  for (const field of struct.values()) if (field.name.toLowerCase() === folded) return field
  return undefined
}

function typeTexts(): Map<string, string> {
  texts ??= new Map(
    types
      .trim()
      .split(/\n(?=\S)/)
      .map(entry => {
        const colon = entry.indexOf(':')
        return [entry.slice(0, colon), entry.slice(colon + 1)]
      }),
  )
  return texts
}

function parseField(text: string): Field {
  const colon = text.indexOf(':')
  const [, type = '', marks = ''] = /^([^~=+]*)(.*)$/.exec(text.slice(colon + 1)) ?? []
  const omitEmpty = text[colon - 1] === '?'
  const plus = marks.indexOf('+')
  return {
    name: text.slice(0, omitEmpty ? colon - 1 : colon),
    type: parseType(type),
    omitEmpty,
    merge: {
      strategy: plus >= 0 ? 'merge' : marks.includes('=') ? 'replace' : null,
      key: plus >= 0 ? marks.slice(plus + 1) : '',
      retainKeys: marks.startsWith('~'),
    },
  }
}

function parseType(text: string): Type {
  const known = parsed.get(text)
  if (known) return known
  const pointer = text.startsWith('*')
  const rest = pointer ? text.slice(1) : text
  let type: Type
  if (rest.startsWith('[]')) type = { pointer, is: 'list', of: parseType(rest.slice(2)) }
  else if (rest.startsWith('{}')) type = { pointer, is: 'map', of: parseType(rest.slice(2)) }
  else if (/^[A-Z]/.test(rest)) type = { pointer, is: 'struct', name: rest }
  else type = { pointer, is: 'scalar', scalar: rest as Scalar }
  parsed.set(text, type)
  return type
}
