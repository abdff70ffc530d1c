import type { ErrorObject } from 'ajv'
import type { ObjectRef, Problem } from '../values/finding.ts'
import { isMap, type Json, type JsonMap, typeName } from '../values/json.ts'
import { dotted, pointer, segments, valueAt } from '../values/pointer.ts'
import { closest } from './closest.ts'
import { canaryTypes } from './go/canary.ts'
import type { GoType } from './go/types.ts'
import { problem } from './problems.ts'

// What the schema of the Canary found, in words, and its unknown fields taken away.

/** Deletes unknown fields from the Canary, as the API server does; every other error is a reason to refuse it. */
export function crdProblems(errors: ErrorObject[], canary: JsonMap, object: ObjectRef): Problem[] {
  const problems: Problem[] = []
  const alternatives = errors.filter(({ keyword }) => keyword === 'oneOf')
  for (const error of errors) {
    if (error.keyword === 'additionalProperties') problems.push(pruneUnknown(error, canary, object))
    else if (!insideAlternative(error, alternatives)) problems.push(violation(error, canary, object))
  }
  return problems
}

/** Errors of the branches of a oneOf, and of an if, are told by the oneOf and the if. */
function insideAlternative(error: ErrorObject, alternatives: ErrorObject[]): boolean {
  if (error.keyword === 'oneOf') return /\/oneOf\/\d+\//.test(error.schemaPath)
  return /\/(oneOf|anyOf|not)\//.test(error.schemaPath) || error.keyword === 'if' || alternatives.includes(error)
}

function pruneUnknown(error: ErrorObject, canary: JsonMap, object: ObjectRef): Problem {
  const name = String(error.params['additionalProperty'])
  const parent = valueAt(canary, error.instancePath)
  if (isMap(parent)) delete parent[name]
  const path = error.instancePath + pointer(name)
  const known = knownFields(error.instancePath)
  if (known.includes(name)) {
    return problem('FL001', { object, path, part: 'key' }, `The API server drops ${dotted(path)}.`, {
      help: 'Flagger knows this field, but its CRD does not have it.',
    })
  }
  const suggestion = closest(name, known)
  return problem(
    'FL001',
    { object, path, part: 'key' },
    `There is no field ${dotted(path)}; the API server drops it.`,
    {
      help: suggestion ? `Did you mean \`${suggestion}\`?` : 'Remove it, or correct its name.',
      ...(suggestion && { suggestion }),
    },
  )
}

/** The fields that Flagger knows at a place of the Canary. */
function knownFields(path: string): string[] {
  const [root, ...rest] = segments(path)
  if (root === undefined) return ['apiVersion', 'kind', 'metadata', 'spec']
  let type: GoType | undefined = root === 'spec' ? canaryTypes.get('CanarySpec') : undefined
  for (const segment of rest) {
    while (type?.kind === 'pointer') type = type.to
    if (type?.kind === 'struct') type = type.fields.get(segment)?.type
    else if (type?.kind === 'list' || type?.kind === 'map') type = type.of
  }
  while (type?.kind === 'pointer') type = type.to
  return type?.kind === 'struct' ? [...type.fields.keys()] : []
}

function violation(error: ErrorObject, canary: JsonMap, object: ObjectRef): Problem {
  const { instancePath: path, params } = error
  const at = dotted(path)
  const value = valueAt(canary, path)
  const subject = { object, path }
  switch (error.keyword) {
    case 'required': {
      const name = String(params['missingProperty'])
      return problem('FL002', subject, `${dotted(path + pointer(name))} is missing.`)
    }
    case 'type':
      return problem('FL003', subject, `${at} has to be ${typeWords(params['type'])}, not ${quote(value)}.`)
    case 'const':
      return problem('FL004', subject, `${at} has to be ${params['allowedValue']}, not ${quote(value)}.`)
    case 'enum':
      return notAllowed(at, value, params['allowedValues'] as Json[], subject)
    case 'oneOf':
      return alternatives(error, at, subject)
    case 'pattern':
      return problem(
        path.startsWith('/metadata') ? 'FL006' : 'FL004',
        subject,
        `${at} is ${quote(value)}, ${patternWords(error)}.`,
      )
    case 'propertyNames':
      return problem(
        'FL006',
        { ...subject, path: path + pointer(String(params['propertyName'])), part: 'key' },
        `${quote(params['propertyName'])} is no valid key.`,
      )
    case 'minimum':
    case 'maximum':
      return problem(
        'FL004',
        subject,
        `${at} is ${quote(value)}; it has to be ${params['comparison']} ${params['limit']}.`,
      )
    default:
      return problem('FL004', subject, `${at} ${error.message}.`)
  }
}

function notAllowed(
  at: string,
  value: Json | undefined,
  allowed: Json[],
  subject: { object: ObjectRef; path: string },
): Problem {
  const names = allowed.filter(each => typeof each === 'string' && each !== '').map(String)
  const suggestion = typeof value === 'string' ? closest(value, names) : null
  return problem('FL004', subject, `${at} is ${quote(value)}; allowed are ${names.join(', ')}.`, {
    ...(suggestion && { suggestion, help: `Did you mean \`${suggestion}\`?` }),
  })
}

/** What there has to be exactly one of, by the definition that says so. */
const choices: Record<string, string[]> = {
  analysis: ['stepWeight', 'stepWeights', 'iterations'],
  loadBalancer: ['simple', 'consistentHash'],
  consistentHash: ['httpHeaderName', 'httpCookie', 'useSourceIp', 'httpQueryParameterName'],
  headerMatch: ['exact', 'prefix', 'suffix', 'regex'],
  originMatch: ['exact', 'prefix', 'regex'],
  stringMatch: ['exact', 'prefix', 'regex'],
}

function alternatives(error: ErrorObject, at: string, subject: { object: ObjectRef; path: string }): Problem {
  const definition = /definitions\/(\w+)\//.exec(error.schemaPath)?.[1] ?? ''
  const names = choices[definition] ?? []
  const how = definition === 'stringMatch' ? 'at most' : 'exactly'
  const also = definition === 'analysis' ? ' beside interval and threshold' : ''
  return problem('FL005', subject, `${at} needs ${how} one of ${names.join(', ')}${also}.`)
}

function typeWords(types: unknown): string {
  const words: Record<string, string> = {
    object: 'a map',
    array: 'a list',
    string: 'a string',
    number: 'a number',
    integer: 'a whole number',
    boolean: 'true or false',
  }
  return [types]
    .flat()
    .map(type => words[String(type)] ?? String(type))
    .join(' or ')
}

function patternWords(error: ErrorObject): string {
  const pattern = String(error.params['pattern'])
  return pattern === '^[0-9]+(m|s)'
    ? 'but has to be a number of minutes or seconds, such as 30s or 5m'
    : `which does not match ${pattern}`
}

function quote(value: unknown): string {
  const type = typeName(value)
  return type === 'list' || type === 'map' ? `a ${type}` : JSON.stringify(value)
}
