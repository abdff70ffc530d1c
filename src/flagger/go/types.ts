// Go types as data. A table is text: the name of a type, then its fields as `name:type`, in any layout. Types are `string`,
// `int32`, `[]T`, `{}T` (a map with string keys), `*T`; `!` marks a field that Go writes even when it is empty (no
// `omitempty`); `...T` takes over the fields of another type, as an embedded struct does.

export type GoType = Scalar | Int | List | Mapping | Pointer | Struct

export interface Scalar {
  kind: 'string' | 'bool' | 'float' | 'any' | 'quantity' | 'intOrString' | 'time' | 'bytes' | 'duration'
}
export interface Int {
  kind: 'int'
  min: number
  max: number
}
export interface List {
  kind: 'list'
  of: GoType
}
export interface Mapping {
  kind: 'map'
  of: GoType
}
export interface Pointer {
  kind: 'pointer'
  to: GoType
}
export interface Struct {
  kind: 'struct'
  name: string
  /** Read from the table when they are first needed, so that a table costs nothing to import. */
  readonly fields: ReadonlyMap<string, Field>
  /** The fields that are always written. */
  readonly always: readonly Field[]
}
export interface Field {
  name: string
  type: GoType
  always: boolean
}

export interface GoTypes {
  get(name: string): Struct
  tokens(name: string): readonly string[] | undefined
}

const scalars = new Map<string, Scalar | Int>(
  (['string', 'bool', 'float', 'any', 'quantity', 'intOrString', 'time', 'bytes', 'duration'] as const).map(kind => [
    kind,
    { kind },
  ]),
)
const ranges: Record<string, [number, number]> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int64: [-(2 ** 63), 2 ** 63],
  int: [-(2 ** 63), 2 ** 63],
  uint16: [0, 2 ** 16 - 1],
  uint32: [0, 2 ** 32 - 1],
  uint64: [0, 2 ** 64],
  uint: [0, 2 ** 64],
}
for (const [name, [min, max]] of Object.entries(ranges)) scalars.set(name, { kind: 'int', min, max })

/** The types of a table; names that it lacks are looked up in the tables below it. */
export function goTypes(table: string, ...below: GoTypes[]): GoTypes {
  let types: Map<string, string[]> | null = null
  const structs = new Map<string, Struct>()

  function tokens(name: string): readonly string[] | undefined {
    types ??= split(table)
    return types.get(name)
  }

  function get(name: string): Struct {
    const known = structs.get(name)
    if (known) return known
    const own = tokens(name)
    if (!own) return inherited(name)
    const struct = lazyStruct(name, () => own.flatMap(fieldsOf))
    structs.set(name, struct)
    return struct
  }

  function inherited(name: string): Struct {
    const owner = below.find(types => owns(types, name))
    if (!owner) throw new Error(`no Go type ${name}`)
    return owner.get(name)
  }

  function fieldsOf(token: string): Field[] {
    if (token.startsWith('...')) return [...get(token.slice(3)).fields.values()]
    const colon = token.indexOf(':')
    const always = token.endsWith('!')
    const type = token.slice(colon + 1, always ? -1 : undefined)
    return [{ name: token.slice(0, colon), type: typeOf(type), always }]
  }

  function typeOf(text: string): GoType {
    if (text.startsWith('*')) return { kind: 'pointer', to: typeOf(text.slice(1)) }
    if (text.startsWith('[]')) return { kind: 'list', of: typeOf(text.slice(2)) }
    if (text.startsWith('{}')) return { kind: 'map', of: typeOf(text.slice(2)) }
    return scalars.get(text) ?? get(text)
  }

  return { get, tokens: name => tokens(name) ?? below.map(types => types.tokens(name)).find(Boolean) }
}

function owns(types: GoTypes, name: string): boolean {
  return types.tokens(name) !== undefined
}

function split(table: string): Map<string, string[]> {
  const types = new Map<string, string[]>()
  let current: string[] = []
  for (const token of table.split(/\s+/)) {
    if (token.includes(':') || token.startsWith('...')) {
      current.push(token)
    } else if (token !== '') {
      current = []
      types.set(token, current)
    }
  }
  return types
}

function lazyStruct(name: string, read: () => Field[]): Struct {
  let fields: Map<string, Field> | null = null
  let always: Field[] | null = null
  return {
    kind: 'struct',
    name,
    get fields() {
      fields ??= new Map(read().map(field => [field.name, field]))
      return fields
    },
    get always() {
      always ??= [...this.fields.values()].filter(field => field.always || alwaysWritten(field.type))
      return always
    },
  }
}

/** Structs that Go writes as a scalar are never empty to `omitempty`. */
function alwaysWritten(type: GoType): boolean {
  return type.kind === 'quantity' || type.kind === 'intOrString' || type.kind === 'duration'
}

/** The type at a path below a struct; undefined where there is no such field. */
export function fieldAt(struct: Struct, path: readonly string[]): GoType | undefined {
  let type: GoType | undefined = struct
  for (const segment of path) {
    while (type?.kind === 'pointer') type = type.to
    if (type?.kind === 'struct') type = type.fields.get(segment)?.type
    else if (type?.kind === 'list' || type?.kind === 'map') type = type.of
    else return undefined
  }
  return type
}
