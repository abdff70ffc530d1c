import { schemaTexts } from '#build/schemas.js'
import { type Json, typeName } from './json.ts'
import { type Pointer, segments } from './pointer.ts'

/** What serin reads of a JSON Schema (draft-07) when it has to say what was expected. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  required?: string[]
  properties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  propertyNames?: Schema
  items?: Schema
  allOf?: Schema[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  then?: Schema
  else?: Schema
  definitions?: Record<string, Schema>
  /** What was expected here, as editors show it too. */
  errorMessage?: string
  /** The code of a wrong value here, of a null here, and what to do about either. */
  'x-code'?: string
  'x-null'?: string
  'x-help'?: string
  /** What an unknown key anywhere below comes to. */
  'x-unknown'?: string
}

/** All schemas that speak of one place in the data; what stands at the place itself comes before what it refers to. */
export type Node = readonly Located[]
interface Located {
  schema: Schema
  file: string
}

const parsed = new Map<string, Schema>()
const expanded = new WeakMap<Schema, Node>()

export function rootNode(file: string): Node {
  return expand({ schema: load(file), file })
}

/** The place a path leads to; no schema speaks of it when the answer is empty. */
export function nodeAt(file: string, path: Pointer): Node {
  return segments(path).reduce(childNode, rootNode(file))
}

export function childNode(node: Node, segment: string): Node {
  return node.flatMap(({ schema, file }) => {
    if (schema.properties && Object.hasOwn(schema.properties, segment)) return at(schema.properties[segment], file)
    if (schema.items && /^[0-9]+$/.test(segment)) return at(schema.items, file)
    // Whatever is in such a map is passed on, and so spoken of.
    if (schema.additionalProperties === true) return at(schema, file)
    return typeof schema.additionalProperties === 'object' ? at(schema.additionalProperties, file) : []
  })
}

/** What the names of the keys have to be like. */
export function keyNode(node: Node): Node {
  return node.flatMap(({ schema, file }) => at(schema.propertyNames, file))
}

/** The keys that a map may have here, in the order of the schema. */
export function keysOf(node: Node): string[] {
  return [...new Set(node.flatMap(({ schema }) => Object.keys(schema.properties ?? {})))]
}

/** The names of the types that a value may have here. */
export function typesOf(node: Node): string[] {
  return [...new Set(node.flatMap(({ schema }) => schema.type ?? []))]
}

/** Whether a value of this type may stand here; everything may where the schemas name no type. */
export function mayHold(node: Node, value: Json): boolean {
  const types = typesOf(node)
  return types.length === 0 || typeWords[typeName(value)].some(type => types.includes(type))
}

const typeWords = {
  null: ['null'],
  boolean: ['boolean'],
  number: ['number', 'integer'],
  string: ['string'],
  list: ['array'],
  map: ['object'],
}

/** What the nearest schema that has it says under a keyword. */
export function said<K extends 'errorMessage' | 'x-code' | 'x-null' | 'x-help' | 'x-unknown' | 'enum' | 'oneOf'>(
  node: Node,
  keyword: K,
): Schema[K] | undefined {
  return node.find(({ schema }) => schema[keyword] !== undefined)?.schema[keyword]
}

function at(schema: Schema | undefined, file: string): Node {
  return schema === undefined ? [] : expand({ schema, file })
}

function expand(located: Located): Node {
  const { schema, file } = located
  const known = expanded.get(schema)
  if (known) return known
  const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? []), schema.then, schema.else]
  const node = [
    located,
    ...(schema.$ref === undefined ? [] : expand(resolve(schema.$ref, file))),
    ...parts.flatMap(part => at(part, file)),
  ]
  expanded.set(schema, node)
  return node
}

/** `canary.schema.json#/definitions/metric`, or `#/definitions/port` in the same file. */
function resolve(ref: string, from: string): Located {
  const [name, path = ''] = ref.split('#')
  const file = name || from
  let schema: unknown = load(file)
  for (const segment of segments(path)) schema = (schema as Record<string, unknown>)[segment]
  return { schema: schema as Schema, file }
}

function load(file: string): Schema {
  const known = parsed.get(file)
  if (known) return known
  const schema = JSON.parse(schemaTexts[file] ?? '{}') as Schema
  parsed.set(file, schema)
  return schema
}
