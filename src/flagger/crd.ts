import type { Code, ObjectRef, Problem } from '../values/finding.ts'
import { isMap, type Json, type JsonMap, setKey } from '../values/json.ts'
import { dataOf, type Manifest, manifestOf, refOf } from '../values/manifest.ts'
import { dotted, type Pointer, parent, segments, valueAt } from '../values/pointer.ts'
import type { Validate } from '../values/repair.ts'
import { schemaProblems } from '../values/schema-problems.ts'
import { decode } from './go/decode.ts'
import { kubernetesTypes } from './go/kubernetes.ts'
import { typeProblems } from './type-problems.ts'

/** What the API server knows of a kind that a CRD defines. */
export interface Crd {
  validate: Validate
  /** The schema, in schemas/. */
  file: string
  /** What is set where nothing is said, by where it is. */
  defaults?: { path: string[]; defaults: JsonMap }[]
  /** Whether the controller would read a field that the CRD does not have. */
  isRead?: (path: string[]) => boolean
}

export interface Stored {
  /** The object as the API server keeps it; null when it refuses it. */
  manifest: Manifest | null
  problems: Problem[]
}

/**
 * What the API server makes of an object (Kubernetes 1.34, apiextensions-apiserver): nulls are dropped, unknown fields pruned,
 * defaults set, then the schema decides. The status is not the author's to write.
 */
export function storeAs(crd: Crd, given: Manifest, namespace: string): Stored {
  const object = { ...refOf(given), namespace: given.metadata.namespace ?? namespace }
  const { status: _, metadata, ...fields } = dataOf(given)
  const read = decode(isMap(metadata) ? metadata : {}, kubernetesTypes.get('ObjectMeta'))
  const faults = typeProblems(object, { ...read, unknown: [] }, '/metadata')
  const pruned = withoutNulls(fields) as JsonMap
  pruned['metadata'] = { namespace, ...read.value }
  const { problems, refused } = applySchema(crd, pruned, object)
  if (faults.length > 0 || refused) return { manifest: null, problems: [...faults, ...problems] }
  setDefaults(pruned, crd.defaults ?? [])
  return { manifest: manifestOf(inOrder(pruned)), problems }
}

/** No field of the CRDs is nullable; what is null in a list stays, and is refused. Big integers are numbers to the schema. */
function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value === 'bigint') return Number(value)
  if (!isMap(value)) return value
  const out: JsonMap = {}
  for (const key of Object.keys(value)) {
    const item = value[key] as Json
    if (item !== null) setKey(out, key, withoutNulls(item))
  }
  return out
}

const unknownField: Code = 'FL001'

/** Deletes the unknown fields of the data, and says what is wrong with it; `refused` when it is not let in. */
function applySchema(crd: Crd, data: JsonMap, object: ObjectRef): { problems: Problem[]; refused: boolean } {
  const { validate, file } = crd
  if (validate(data)) return { problems: [], refused: false }
  const check = { validate, file, object, unknownKey: unknownField } as const
  const found = schemaProblems(data, check)
  for (const { code, path } of found) if (code === unknownField) prune(data, path)
  const isRefused = !validate(data)
  // A misspelt field is told instead of what is missing because of it, and then it is what keeps the object out.
  const isCause = isRefused && found.every(({ code }) => code === unknownField)
  const problems = found.map(each => (each.code === unknownField && !isCause ? dropped(crd, each) : each))
  return { problems, refused: isRefused }
}

function prune(data: JsonMap, path: Pointer): void {
  const map = valueAt(data, parent(path))
  const key = segments(path).at(-1)
  if (isMap(map) && key !== undefined) delete map[key]
}

/** An unknown field alone keeps nothing out: the API server drops it. */
function dropped({ isRead = () => false }: Crd, problem: Problem): Problem {
  const { path } = problem
  if (!isRead(segments(path)))
    return { ...problem, severity: 'warning', help: problem.help ?? 'The API server drops it.' }
  const { suggestion: _, ...rest } = problem
  return {
    ...rest,
    severity: 'warning',
    message: `the API server drops ${dotted(path)}`,
    help: 'Flagger knows this field, but its CRD does not have it.',
  }
}

function setDefaults(data: JsonMap, all: { path: string[]; defaults: JsonMap }[]): void {
  for (const { path, defaults } of all) {
    for (const found of mapsAt(data, path)) {
      for (const [key, value] of Object.entries(defaults)) found[key] ??= value
    }
  }
}

function mapsAt(value: Json | undefined, path: string[]): JsonMap[] {
  const [key, ...rest] = path
  if (key === undefined) return isMap(value) ? [value] : []
  if (key === '*') return Array.isArray(value) ? value.flatMap(item => mapsAt(item, rest)) : []
  return isMap(value) ? mapsAt(value[key], rest) : []
}

function inOrder({ apiVersion = null, kind = null, metadata = null, ...rest }: JsonMap): JsonMap {
  return { apiVersion, kind, metadata, ...rest }
}
