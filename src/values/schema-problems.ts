import type { ErrorObject } from 'ajv'
import type { Code, ObjectRef, Problem } from './finding.ts'
import { foldErrors, type Mistake } from './fold-errors.ts'
import { isMap, type Json } from './json.ts'
import { nearest } from './nearest.ts'
import { phrase } from './phrase.ts'
import { dotted, escapeSegment, type Pointer, parent, pointer, segments, valueAt } from './pointer.ts'
import { flow } from './quote.ts'
import { repairs } from './repair.ts'
import { keyNode, keysOf, mayHold, type Node, nodeAt, said } from './schema.ts'
import { schemaCodes } from './schema-codes.ts'
import { meant } from './unknown-key.ts'

/** A compiled validator, the schema it was compiled from, and what the data are. */
export interface SchemaCheck {
  validate: { (data: unknown): boolean; errors?: ErrorObject[] | null }
  /** The name of the file in schemas/. */
  file: string
  /** The object that the data are; null for values. */
  object: ObjectRef | null
  /** The code of a key that is not known. */
  unknownKey?: Code
  /** Paths to pass over: what stands there is not known yet. */
  open?: ReadonlyMap<Pointer, unknown>
}

/** Every mistake that a schema sees in the data, once each, in the order of their paths. */
export function schemaProblems(data: Json, check: SchemaCheck): Problem[] {
  if (check.validate(data)) return []
  const errors = (check.validate.errors ?? []).filter(({ instancePath }) => !check.open?.has(instancePath))
  const told = foldErrors(errors).map(mistake => ({
    mistake,
    problem: mistake.kind === 'unknown key' ? unknownKey(mistake, data, check) : wrongValue(mistake, data, check),
  }))
  const typos = new Set(
    told.flatMap(({ mistake: { kind, path }, problem }) =>
      kind === 'unknown key' ? [`${parent(path)} ${problem.suggestion}`] : [],
    ),
  )
  return told
    .filter(({ mistake: { kind, path, key } }) => kind !== 'missing key' || !typos.has(`${path} ${key}`))
    .map(({ problem }) => problem)
}

function unknownKey({ path, key = '' }: Mistake, data: Json, check: SchemaCheck): Problem {
  const { text, ...hints } = meant(check.file, segments(parent(path)), key, valueAt(data, path) ?? null)
  const map = dotted(parent(path))
  return {
    code: check.unknownKey ?? schemaCodes['unknown key'].code,
    severity: 'error',
    object: check.object,
    path,
    part: 'key',
    message: `unknown key \`${key}\`${map === '' ? '' : ` in ${map}`}${text}`,
    ...hints,
  }
}

function wrongValue(mistake: Mistake, data: Json, check: SchemaCheck): Problem {
  const { kind, path } = mistake
  const isKey = kind === 'key name'
  const place = nodeAt(check.file, isKey ? parent(path) : path)
  const node = isKey ? keyNode(place) : place
  const value = valueAt(data, path) ?? null
  const code = (value === null && kind === 'type' && said(node, 'x-null')) || said(node, 'x-code')
  const help = said(node, 'x-help')
  const suggestion = isKey ? undefined : repaired(mistake, node, value, data, check)
  return {
    code: (code as Code | undefined) ?? schemaCodes[kind].code,
    severity: 'error',
    object: check.object,
    path,
    ...(isKey && { part: 'key' }),
    message: phrase(mistake, node, value),
    ...(suggestion !== undefined && { suggestion }),
    ...(help !== undefined && { help }),
  }
}

/** What the value may have been meant to be, as it would be written: the first likely one that the schema takes. */
function repaired(mistake: Mistake, node: Node, value: Json, data: Json, check: SchemaCheck): string | undefined {
  if (mistake.kind !== 'type' && mistake.kind !== 'choice' && mistake.kind !== 'pattern') return undefined
  const choices = (said(node, 'enum') ?? []).filter(choice => typeof choice === 'string')
  const near = typeof value === 'string' ? nearest(value, choices) : undefined
  if (near !== undefined) return flow(near)
  const frame = around(data, mistake.path)
  for (const candidate of repairs(value)) {
    if (candidate !== value && fits(node, candidate) && accepts(check, frame, candidate)) return flow(candidate)
  }
  return undefined
}

/** A candidate of a type that may stand here; a map only when its keys are known, not where any key would do. */
function fits(node: Node, candidate: Json): boolean {
  if (!mayHold(node, candidate)) return false
  const known = isMap(candidate) ? keysOf(node) : []
  return !isMap(candidate) || Object.keys(candidate).every(key => known.includes(key))
}

/** What a value is in, from the inside out: the keys of maps, null for a list. */
function around(data: Json, path: Pointer): (string | null)[] {
  let holder: Json | undefined = data
  const frame = segments(path).map(key => {
    const isList = Array.isArray(holder)
    holder = holder && valueAt(holder, pointer(key))
    return isList ? null : key
  })
  return frame.reverse()
}

/** Whether a value would be right in its place, asked with as little around it as there can be. */
function accepts(check: SchemaCheck, frame: readonly (string | null)[], candidate: Json): boolean {
  let alone = candidate
  let place = ''
  for (const key of frame) {
    alone = key === null ? [alone] : { [key]: alone }
    place = `/${key === null ? 0 : escapeSegment(key)}${place}`
  }
  check.validate(alone)
  return !(check.validate.errors ?? []).some(({ instancePath }) => instancePath.startsWith(place))
}
