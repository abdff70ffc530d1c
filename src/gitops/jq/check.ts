import { definedFunction } from './defined.ts'
import { natives } from './natives.ts'
import { type Definition, NotAProgram, type Pattern, type Query, signature } from './syntax.ts'

/** Functions that the evaluator runs itself, by name and number of arguments. */
const special = new Set(['empty/0', 'path/1', '_range/3', 'last/1'])

/** Functions that gojq 0.12 has and serin has not: time, rare mathematics, the program's surroundings. */
const unsupported = new Set(
  `gmtime/0 localtime/0 mktime/0 strftime/1 strflocaltime/1 strptime/1 now/0 fromdate/0 todate/0 fromdateiso8601/0
  todateiso8601/0 builtins/0 modulemeta/0 truncate_stream/1 fromstream/1 INDEX/3 JOIN/2 JOIN/3 JOIN/4 halt/0 halt_error/0
  halt_error/1 sin/0 cos/0 tan/0 asin/0 acos/0 atan/0 sinh/0 cosh/0 tanh/0 asinh/0 acosh/0 atanh/0 nearbyint/0 rint/0
  significand/0 cbrt/0 exp10/0 exp2/0 expm1/0 frexp/0 modf/0 log1p/0 logb/0 gamma/0 tgamma/0 lgamma/0 erf/0 erfc/0 j0/0 j1/0
  y0/0 y1/0 atan2/2 copysign/2 drem/2 fdim/2 fmax/2 fmin/2 fmod/2 hypot/2 jn/2 nextafter/2 nexttoward/2 remainder/2 ldexp/2
  scalb/2 scalbln/2 yn/2 fma/3`.split(/\s+/),
)

interface Names {
  functions: ReadonlySet<string>
  variables: ReadonlySet<string>
  labels: ReadonlySet<string>
}

const noNames: ReadonlySet<string> = new Set()

/** Refuses what gojq refuses when it compiles: unknown functions, variables and labels. */
export function checkNames(query: Query): void {
  check(query, { functions: noNames, variables: new Set(['$ENV']), labels: noNames })
}

function check(query: Query, names: Names): void {
  for (const part of parts(query)) check(part, names)
  switch (query.is) {
    case 'bind':
      check(query.body, withPattern(query.pattern, names))
      break
    case 'reduce':
      check(query.update, withPattern(query.pattern, names))
      break
    case 'foreach': {
      const inner = withPattern(query.pattern, names)
      check(query.update, inner)
      if (query.extract) check(query.extract, inner)
      break
    }
    case 'label':
      check(query.body, { ...names, labels: new Set([...names.labels, query.name]) })
      break
    case 'break':
      if (!names.labels.has(query.name)) throw new NotAProgram(`label not defined: ${query.name}`)
      break
    case 'variable':
      if (!names.variables.has(query.name)) throw new NotAProgram(`variable not defined: ${query.name}`)
      break
    case 'call':
      checkCall(`${query.name}/${query.args.length}`, names)
      break
    case 'define': {
      const { definition } = query
      const known = { ...names, functions: new Set([...names.functions, signature(definition)]) }
      check(definition.body, withParameters(definition, known))
      check(query.body, known)
      break
    }
    default:
  }
}

/** The parts of a query that see the same names as it does. */
function parts(query: Query): Query[] {
  switch (query.is) {
    case 'index':
      return [query.of, query.key]
    case 'slice':
      return [query.of, query.from, query.to].filter(part => part !== null)
    case 'each':
      return [query.of]
    case 'array':
      return query.of ? [query.of] : []
    case 'pipe':
    case 'comma':
    case 'alternative':
      return [query.left, query.right]
    case 'update':
      return [query.path, query.value]
    case 'if':
      return [query.condition, query.whenTrue, query.whenFalse]
    case 'try':
      return query.handler ? [query.body, query.handler] : [query.body]
    case 'bind':
      return [query.source]
    case 'reduce':
    case 'foreach':
      return [query.source, query.start]
    case 'object':
      return query.entries.flatMap(({ key, value }) => [key, value])
    case 'call':
      return query.args
    default:
      return []
  }
}

function checkCall(name: string, names: Names): void {
  if (names.functions.has(name) || special.has(name) || Object.hasOwn(natives, name)) return
  const slash = name.lastIndexOf('/')
  if (definedFunction(name.slice(0, slash), Number(name.slice(slash + 1)))) return
  if (unsupported.has(name)) throw new NotAProgram(`the jq function ${name} is not supported`, true)
  throw new NotAProgram(`function not defined: ${name}`)
}

function withParameters(definition: Definition, names: Names): Names {
  const functions = definition.parameters.map(parameter => `${parameter.replace(/^\$/, '')}/0`)
  const variables = definition.parameters.filter(parameter => parameter.startsWith('$'))
  return {
    functions: new Set([...names.functions, ...functions]),
    variables: new Set([...names.variables, ...variables]),
    labels: names.labels,
  }
}

function withPattern(pattern: Pattern, names: Names): Names {
  const variables = new Set(names.variables)
  collect(pattern, variables, names)
  return { ...names, variables }
}

function collect(pattern: Pattern, variables: Set<string>, names: Names): void {
  if (pattern.is === 'name') variables.add(pattern.name)
  else if (pattern.is === 'array') for (const item of pattern.items) collect(item, variables, names)
  else {
    for (const { key, name, value } of pattern.entries) {
      check(key, { ...names, variables })
      if (name !== null) variables.add(name)
      if (value !== null) collect(value, variables, names)
    }
  }
}
