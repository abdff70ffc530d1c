import type { Json } from '../values/json.ts'
import type { Pointer } from '../values/pointer.ts'
import { segments } from '../values/pointer.ts'
import { childNode, type Node, rootNode, said } from '../values/schema.ts'

/** What a schema says about a field or value. */
export interface About {
  title: string | null
  description: string | null
  /** The names of the types that it may have, as people call them. */
  types: string[]
  /** How a value has to be, in the words that an error would have. */
  form: string | null
  choices: Json[]
  minimum: number | null
  maximum: number | null
  /** Undefined when it has none. */
  default: Json | undefined
  examples: Json[]
  deprecated: string | null
  /** The keys that it holds. */
  keys: string[]
}

/** Null for a path that the schema does not know. */
export function aboutOf(file: string, path: Pointer): About | null {
  let node = rootNode(file)
  for (const segment of segments(path)) {
    if (!isKnown(node, segment)) return null
    node = childNode(node, segment)
  }
  return {
    title: said(node, 'title') ?? null,
    description: said(node, 'description') ?? null,
    types: node.types.filter(type => type !== 'null').map(type => words[type] ?? type),
    form: said(node, 'errorMessage')?.replace(/^expected /, '') ?? null,
    choices: ((said(node, 'enum') ?? []) as Json[]).filter(choice => choice !== null),
    minimum: said(node, 'minimum') ?? null,
    maximum: said(node, 'maximum') ?? null,
    default: said(node, 'default') as Json | undefined,
    examples: (said(node, 'examples') ?? []) as Json[],
    deprecated: said(node, 'deprecationMessage') ?? null,
    keys: [...node.keys],
  }
}

const words: Record<string, string> = {
  object: 'map',
  array: 'list',
  string: 'text',
  boolean: 'true or false',
  integer: 'whole number',
  number: 'number',
}

function isKnown(node: Node, segment: string): boolean {
  return node.keys.includes(segment) || (node.keys.length === 0 && childNode(node, segment).parts.length > 0)
}
