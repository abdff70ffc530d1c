import { schemaTexts } from '#build/schemas.js'
import { type Json, typeName } from './json.ts'
import { type Pointer, segments } from './pointer.ts'
import type { SchemaCode } from './schema-codes.ts'

/** What serin reads of a JSON Schema (draft-07) when it has to say what was expected. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  pattern?: string
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
  title?: string
  description?: string
  default?: unknown
  examples?: unknown[]
  minimum?: number
  maximum?: number
  deprecationMessage?: string
  /** What was expected here, as editors show it too. */
  errorMessage?: string
  /** The code of a wrong value here, of a null here, and what to do about either. */
  'x-code'?: SchemaCode
  'x-null'?: SchemaCode
  'x-help'?: string
  /** What a text has to look like to be suggested, where more is allowed than makes sense. */
  'x-guess'?: string
  /** What an unknown key anywhere below comes to. */
  'x-unknown'?: string
}

/** One place in the data as the schemas see it. */
export interface Node {
  /** All schemas that speak of it, what stands at the place itself before what it refers to. None: nobody knows it. */
  readonly parts: readonly Located[]
  /** The keys that a map may have here, in the order of the schema. */
  readonly keys: readonly string[]
  /** The names of the types that a value may have here. */
  readonly types: readonly string[]
  readonly children: Map<string, Node>
}
interface Located {
  schema: Schema
  file: string
}

const loaded = new Map<string, Schema>()
const roots = new Map<string, Node>()

export function rootNode(file: string): Node {
  const known = roots.get(file)
  if (known) return known
  const node = newNode(expand(load(file), file))
  roots.set(file, node)
  return node
}

/** The place that a path leads to. */
export function nodeAt(file: string, path: Pointer): Node {
  return segments(path).reduce(childNode, rootNode(file))
}

export function childNode(node: Node, segment: string): Node {
  // Entries of a list are all alike, and so are keys without a schema of their own.
  const name = node.keys.includes(segment) ? segment : isIndex(segment) ? '0' : '<name>'
  const known = node.children.get(name)
  if (known) return known
  const child = newNode(node.parts.flatMap(part => below(part, name)))
  node.children.set(name, child)
  return child
}

/** What the names of the keys have to be like. */
export function keyNode(node: Node): Node {
  return newNode(node.parts.flatMap(({ schema, file }) => expand(schema.propertyNames, file)))
}

/** Whether a value of this type may stand here; everything may where the schemas name no type. */
export function mayHold({ types }: Node, value: Json): boolean {
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
export function said<K extends keyof Schema>(node: Node, keyword: K): Schema[K] | undefined {
  return node.parts.find(({ schema }) => schema[keyword] !== undefined)?.schema[keyword]
}

function newNode(parts: readonly Located[]): Node {
  return {
    parts,
    keys: [...new Set(parts.flatMap(({ schema }) => Object.keys(schema.properties ?? {})))],
    types: [...new Set(parts.flatMap(({ schema }) => schema.type ?? []))],
    children: new Map(),
  }
}

function below({ schema, file }: Located, name: string): Located[] {
  if (schema.properties && Object.hasOwn(schema.properties, name)) return expand(schema.properties[name], file)
  if (schema.items && isIndex(name)) return expand(schema.items, file)
  // Whatever is in such a map is passed on, and so spoken of.
  if (schema.additionalProperties === true) return expand(schema, file)
  return typeof schema.additionalProperties === 'object' ? expand(schema.additionalProperties, file) : []
}

function isIndex(segment: string): boolean {
  return /^[0-9]+$/.test(segment)
}

/** A schema and all that it refers to or is made of. */
function expand(schema: Schema | undefined, file: string): Located[] {
  if (schema === undefined) return []
  const { $ref, allOf = [], anyOf = [], oneOf = [] } = schema
  const referred = $ref === undefined ? [] : resolve($ref, file)
  const parts = [...allOf, ...anyOf, ...oneOf, schema.then, schema.else]
  return [{ schema, file }, ...referred, ...parts.flatMap(part => expand(part, file))]
}

/** `canary.schema.json#/definitions/metric`, or `#/definitions/port` in the same file. */
function resolve(ref: string, from: string): Located[] {
  const [name, path = ''] = ref.split('#')
  const file = name || from
  let schema: unknown = load(file)
  for (const segment of segments(path)) schema = (schema as Record<string, unknown>)[segment]
  return expand(schema as Schema, file)
}

function load(file: string): Schema {
  const known = loaded.get(file)
  if (known) return known
  const schema = JSON.parse(schemaTexts[file] ?? '{}') as Schema
  loaded.set(file, schema)
  return schema
}
