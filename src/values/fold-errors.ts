import type { ErrorObject } from 'ajv'
import { compare } from './finding.ts'
import { escapeSegment, type Pointer, parent } from './pointer.ts'

/** What can be wrong with a value as a schema sees it. The order is that of preference when a value is wrong in many ways. */
const mistakeKinds = [
  'unknown key',
  'key name',
  'type',
  'choice',
  'pattern',
  'range',
  'size',
  'missing key',
  'combination',
] as const
export type MistakeKind = (typeof mistakeKinds)[number]

export interface Mistake {
  kind: MistakeKind
  /** The value that is wrong; for an unknown key the key itself, for a missing one the map that lacks it. */
  path: Pointer
  /** The key that is unknown, missing or ill-named. */
  key?: string
  params: Record<string, unknown>
}

const kindOf: Record<string, MistakeKind> = {
  additionalProperties: 'unknown key',
  'false schema': 'unknown key',
  propertyNames: 'key name',
  type: 'type',
  enum: 'choice',
  const: 'choice',
  pattern: 'pattern',
  minimum: 'range',
  maximum: 'range',
  exclusiveMinimum: 'range',
  exclusiveMaximum: 'range',
  multipleOf: 'range',
  minLength: 'size',
  maxLength: 'size',
  minItems: 'size',
  maxItems: 'size',
  uniqueItems: 'size',
  minProperties: 'size',
  maxProperties: 'size',
  required: 'missing key',
  dependencies: 'missing key',
}

/**
 * ajv's errors, one per mistake. ajv tells of every branch of an anyOf or oneOf, of every keyword that a value breaks and of
 * every `if`; it lists the errors of branches right before that of the keyword which tried them.
 */
export function foldErrors(errors: readonly ErrorObject[]): Mistake[] {
  const found: Mistake[] = []
  for (const error of errors) {
    // The branch that `if` chose has spoken already.
    if (error.keyword === 'if') continue
    if (error.keyword === 'anyOf' || error.keyword === 'oneOf') found.push(...branches(error, found))
    else if (error.keyword === 'propertyNames') found.push(keyName(error, found))
    else found.push(mistake(error))
  }
  return onePerPlace(found)
}

function mistake({ keyword, instancePath, params }: ErrorObject): Mistake {
  const kind = kindOf[keyword] ?? 'combination'
  const unknown = params['additionalProperty']
  if (typeof unknown === 'string') return { kind, path: below(instancePath, unknown), key: unknown, params }
  const missing = params['missingProperty']
  return { kind, path: instancePath, params, ...(typeof missing === 'string' && { key: missing }) }
}

/** Takes back what the branches said and says it once. */
function branches(error: ErrorObject, found: Mistake[]): Mistake[] {
  const own: Mistake[] = []
  const deeper: Mistake[] = []
  for (let last = found.at(-1); last && isWithin(last.path, error.instancePath); last = found.at(-1)) {
    found.pop()
    ;(last.path === error.instancePath ? own : deeper).push(last)
  }
  // A branch that fits but for something further down is the one that was meant.
  if (deeper.length > 0) return deeper.reverse()
  const told = own.filter(({ kind }) => kind !== 'missing key').sort(byKind)
  return told.length > 0 ? told.slice(0, 1) : [mistake(error)]
}

/** The errors of a key's name stand at the map; they go, and the key takes their place. */
function keyName(error: ErrorObject, found: Mistake[]): Mistake {
  for (let last = found.at(-1); last && isOfName(last, error.instancePath); last = found.at(-1)) found.pop()
  const key = String(error.params['propertyName'])
  return { kind: 'key name', path: below(error.instancePath, key), key, params: error.params }
}

function isOfName({ kind, path }: Mistake, map: Pointer): boolean {
  return path === map && (kind === 'pattern' || kind === 'size' || kind === 'type' || kind === 'choice')
}

/** A value that is wrong in several ways is one mistake, and a map with an unknown key is not also of the wrong shape. */
function onePerPlace(found: readonly Mistake[]): Mistake[] {
  const worst = new Map<string, Mistake>()
  const misspelt = new Set<Pointer>()
  for (const one of found) {
    if (one.kind === 'unknown key') misspelt.add(parent(one.path))
    const place = one.kind === 'missing key' ? `${one.path} ${one.key}` : one.path
    const other = worst.get(place)
    if (other === undefined || byKind(one, other) < 0) worst.set(place, one)
  }
  return [...worst.values()]
    .filter(({ kind, path }) => !((kind === 'combination' || kind === 'size') && misspelt.has(path)))
    .sort((a, b) => compare(a.path, b.path) || byKind(a, b) || compare(a.key ?? '', b.key ?? ''))
}

const rank = Object.fromEntries(mistakeKinds.map((kind, i) => [kind, i])) as Record<MistakeKind, number>

function byKind(a: Mistake, b: Mistake): number {
  return rank[a.kind] - rank[b.kind]
}

function below(path: Pointer, key: string): Pointer {
  return `${path}/${escapeSegment(key)}`
}

function isWithin(path: Pointer, outer: Pointer): boolean {
  return path === outer || path.startsWith(`${outer}/`)
}
