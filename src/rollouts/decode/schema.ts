import analysisTemplate from '#schemas/analysis-template.schema.json' with { type: 'json' }
import rollout from '#schemas/rollout.schema.json' with { type: 'json' }
import kubernetes from '#schemas/rollout-kubernetes.schema.json' with { type: 'json' }

/** What serin's own schemas of Rollouts use of JSON Schema draft-07. */
export interface Schema {
  description?: string
  type?: string
  format?: string
  $ref?: string
  /** `embedded`: the property belongs to a Go struct that is inlined into this one. */
  $comment?: string
  properties?: { [name: string]: Schema }
  additionalProperties?: boolean | Schema
  propertyNames?: Schema
  items?: Schema
  required?: string[]
  enum?: string[]
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  'x-kubernetes-int-or-string'?: boolean
  $defs?: { [name: string]: Schema }
}

const files: { [name: string]: Schema } = {
  'rollout.schema.json': rollout,
  'rollout-kubernetes.schema.json': kubernetes,
  'analysis-template.schema.json': analysisTemplate,
}

/** A schema and the file that its references are relative to. */
export interface Located {
  schema: Schema
  file: string
}

export const rolloutSchema: Located = { schema: rollout, file: 'rollout.schema.json' }
export const analysisTemplateSchema: Located = { schema: analysisTemplate, file: 'analysis-template.schema.json' }

/** A type of rollout-kubernetes.schema.json. */
export function kubernetesSchema(
  name: 'Service' | 'Ingress' | 'PodTemplateSpec' | 'LabelSelector' | 'Volume',
): Located {
  return { schema: kubernetes.$defs[name], file: 'rollout-kubernetes.schema.json' }
}

/** Where each `$ref` leads, once it was followed. */
const followed = new WeakMap<Schema, Located>()

/** Follows `$ref`: `#/$defs/Name` in the same file, or `file#/$defs/Name`. */
export function resolve(schema: Schema, file: string): Located {
  if (schema.$ref === undefined) return { schema, file }
  const known = followed.get(schema)
  if (known) return known
  const found = follow(schema.$ref, file)
  followed.set(schema, found)
  return found
}

function follow(reference: string, file: string): Located {
  const hash = reference.indexOf('#/$defs/')
  const target = hash === 0 ? file : reference.slice(0, hash)
  const found = files[target]?.$defs?.[reference.slice(hash + '#/$defs/'.length)]
  if (!found) throw new Error(`schemas/${file} refers to ${reference}, which is not there`)
  return { schema: found, file: target }
}
