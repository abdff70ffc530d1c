import type { Mistake } from './fold-errors.ts'
import { isMap, type Json, typeName } from './json.ts'
import { dotted, type Pointer, parent } from './pointer.ts'
import { list, quote, short } from './quote.ts'
import { type Node, said } from './schema.ts'

/** What is wrong with a value and what was expected, in one sentence; unknown keys have words of their own. */
export function phrase(mistake: Mistake, node: Node, value: Json): string {
  const { kind, key, path } = mistake
  const expected = said(node, 'errorMessage') ?? fallback(mistake, node, value)
  if (kind === 'key name') return `\`${short(key ?? '')}\` is no valid key in ${whole(parent(path))}; ${expected}`
  if (kind === 'missing key') return `${whole(path)} lacks \`${key}\`; ${expected}`
  const keys = kind === 'combination' && isMap(value) ? Object.keys(value) : []
  return `${whole(path)} ${keys.length > 0 ? `has ${list(keys)}` : `is ${quote(value)}`}; ${expected}`
}

function whole(path: Pointer): string {
  return path === '' ? 'the document' : dotted(path)
}

const words: Record<string, string> = {
  object: 'a map',
  array: 'a list',
  string: 'a text',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
}

function fallback({ kind, params }: Mistake, node: Node, value: Json): string {
  switch (kind) {
    case 'type':
      return `expected ${typeof value === 'bigint' ? 'a smaller number' : types(node)}`
    case 'choice':
      return `expected ${choices(node, params)}`
    case 'pattern':
      return `expected a text that matches ${params['pattern']}`
    case 'range':
      return `expected a number ${comparisons[String(params['comparison'])] ?? 'other than'} ${params['limit']}`
    case 'size':
      return `expected ${size(params, value)}`
    case 'missing key':
      return `expected ${types(node)}`
    case 'key name':
      return `expected a name that matches ${said(node, 'pattern')}`
    default:
      return `expected ${alternatives(node)}`
  }
}

const comparisons: Record<string, string> = { '>=': 'not below', '<=': 'not above', '>': 'above', '<': 'below' }

function types({ keys, types }: Node): string {
  const some = keys.length > 4 ? `${keys.slice(0, 4).join(', ')} …` : list(keys)
  const names = types.flatMap(type => (type === 'object' && some !== '' ? `a map with ${some}` : (words[type] ?? [])))
  return list(names, 'or')
}

function choices(node: Node, params: Record<string, unknown>): string {
  const allowed = params['allowedValues'] ?? said(node, 'enum') ?? [params['allowedValue']]
  return list((allowed as Json[]).filter(choice => choice !== null && choice !== '').map(quote), 'or')
}

function size(params: Record<string, unknown>, value: Json): string {
  const what = typeName(value) === 'list' ? 'entries' : typeName(value) === 'map' ? 'keys' : 'characters'
  const limit = Number(params['limit'])
  const length = typeof value === 'string' || Array.isArray(value) ? value.length : Object.keys(value ?? {}).length
  return length < limit ? `at least ${limit} ${what}` : `at most ${limit} ${what}`
}

/** For a oneOf of required keys: those that every branch needs, and the rest, of which one has to be there. */
function alternatives(node: Node): string {
  const branches = (said(node, 'oneOf') ?? []).flatMap(({ required }) => (required ? [required] : []))
  const common = (branches[0] ?? []).filter(key => branches.every(branch => branch.includes(key)))
  const rest = [...new Set(branches.flat())].filter(key => !common.includes(key))
  const one = rest.length > 0 ? [`exactly one of ${list(rest)}`] : []
  return list([...common, ...one]) || 'another combination of keys'
}
