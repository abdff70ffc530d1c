import type { Code, ObjectRef, Problem } from './finding.ts'
import { foldErrors, type Mistake, type MistakeKind } from './fold-errors.ts'
import type { Json } from './json.ts'
import { phrase } from './phrase.ts'
import { dotted, type Pointer, parent, segments, valueAt } from './pointer.ts'
import { short } from './quote.ts'
import { repaired, type Validate } from './repair.ts'
import { keyNode, nodeAt, said } from './schema.ts'
import { codeOf } from './schema-codes.ts'
import { meant } from './unknown-key.ts'

/** A compiled validator, the schema it was compiled from, and what the data are. */
export interface SchemaCheck {
  validate: Validate
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
    code: check.unknownKey ?? codeOf['unknown key'],
    severity: 'error',
    object: check.object,
    path,
    part: 'key',
    message: `unknown key \`${short(key)}\`${map === '' ? '' : ` in ${map}`}${text}`,
    ...hints,
  }
}

/** What a value may be wrong in and still tell what it was meant to be. */
const mendable: ReadonlySet<MistakeKind> = new Set(['type', 'choice', 'pattern'])

function wrongValue(mistake: Mistake, data: Json, check: SchemaCheck): Problem {
  const { kind, path } = mistake
  const isKey = kind === 'key name'
  const place = nodeAt(check.file, isKey ? parent(path) : path)
  const node = isKey ? keyNode(place) : place
  const value = valueAt(data, path) ?? null
  const code = (value === null && kind === 'type' && said(node, 'x-null')) || said(node, 'x-code')
  const help = said(node, 'x-help')
  const suggestion = mendable.has(kind) ? repaired(data, path, node, check.validate) : undefined
  return {
    code: code ?? codeOf[kind],
    severity: 'error',
    object: check.object,
    path,
    ...(isKey && { part: 'key' }),
    message: phrase(mistake, node, value),
    ...(suggestion !== undefined && { suggestion }),
    ...(help !== undefined && { help }),
  }
}
