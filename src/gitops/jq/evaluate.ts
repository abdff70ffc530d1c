import { getKey, isMap, type Json, type JsonMap, setKey } from '../../values/json.ts'
import { definedFunction } from './defined.ts'
import { find, type Names } from './names.ts'
import { natives } from './natives.ts'
import { deletePaths, getPath, setPath } from './paths.ts'
import { isAt, type Place, stepped, steppedAlong } from './place.ts'
import { call, constant, type Definition, NotAProgram, type Pattern, type Query, signature } from './syntax.ts'
import { fail, indexed, isTrue, JqError, order, sliced, sortedKeys, toNumber, typeOf } from './values.ts'

/** One output: a value, and its place when a path is being recorded (null otherwise). */
type Output = [value: Json, place: Place | null]

class Break extends Error {
  readonly label: Names
  constructor(label: Names) {
    super('break')
    this.label = label
  }
}

/** More than any rule needs; Argo CD gives a rule one second. */
const maxSteps = 2_000_000
const maxDepth = 1500

interface Budget {
  steps: number
  depth: number
}

/** All outputs of a checked program. Throws JqError, and NotAProgram with `unsupported` for what serin cannot do. */
export function* outputs(query: Query, input: Json): Generator<Json> {
  for (const [value] of new Evaluator().run(query, input, null, null)) yield value
}

class Evaluator {
  private readonly budget: Budget = { steps: 0, depth: 0 };

  *run(query: Query, input: Json, names: Names | null, place: Place | null): Generator<Output> {
    const { budget } = this
    budget.steps += 1
    if (budget.steps > maxSteps || budget.depth > maxDepth) {
      throw new NotAProgram('the jq expression takes too long', true)
    }
    budget.depth += 1
    try {
      yield* this.step(query, input, names, place)
    } finally {
      budget.depth -= 1
    }
  }

  private *step(query: Query, input: Json, names: Names | null, place: Place | null): Generator<Output> {
    switch (query.is) {
      case 'identity':
        yield [input, place]
        return
      case 'constant':
        yield [query.value, place]
        return
      case 'index':
        if (query.key.is === 'constant') {
          const key = query.key.value
          for (const [value, at] of this.run(query.of, input, names, place)) yield entered(value, key, at)
          return
        }
        for (const [key] of this.run(query.key, input, names, null)) {
          for (const [value, at] of this.run(query.of, input, names, place)) yield entered(value, key, at)
        }
        return
      case 'slice':
        yield* this.slice(query.of, query.from, query.to, input, names, place)
        return
      case 'each':
        for (const [value, at] of this.run(query.of, input, names, place)) yield* items(value, at)
        return
      case 'pipe':
        for (const [value, at] of this.run(query.left, input, names, place)) {
          yield* this.run(query.right, value, names, at)
        }
        return
      case 'comma':
        yield* this.run(query.left, input, names, place)
        yield* this.run(query.right, input, names, place)
        return
      case 'alternative':
        yield* this.alternative(query.left, query.right, input, names, place)
        return
      case 'update':
        yield* this.update(query, input, names, place)
        return
      case 'if':
        for (const [value] of this.run(query.condition, input, names, null)) {
          yield* this.run(isTrue(value) ? query.whenTrue : query.whenFalse, input, names, place)
        }
        return
      case 'try':
        yield* this.guarded(query.body, query.handler, input, names, place)
        return
      case 'bind':
        for (const [value] of this.run(query.source, input, names, null)) {
          for (const bound of this.bind(query.pattern, value, names)) {
            yield* this.run(query.body, input, bound, place)
          }
        }
        return
      case 'reduce':
        yield* this.reduce(query, input, names, place)
        return
      case 'foreach':
        yield* this.foreach(query, input, names, place)
        return
      case 'label':
        yield* this.labelled(query.name, query.body, input, names, place)
        return
      case 'break': {
        const label = find(names, 'label', query.name)
        if (label) throw new Break(label)
        return
      }
      case 'object':
        yield* this.object(query.entries, 0, [], input, names, place)
        return
      case 'array': {
        const list: Json[] = []
        if (query.of) for (const [value] of this.run(query.of, input, names, place)) list.push(value)
        yield [list, place]
        return
      }
      case 'variable': {
        const variable = find(names, 'value', query.name)
        yield [variable?.is === 'value' ? variable.value : {}, place]
        return
      }
      case 'call':
        yield* this.call(query.name, query.args, input, names, place)
        return
      case 'define': {
        const { definition } = query
        const inner: Names = { is: 'function', name: signature(definition), definition, outer: names }
        yield* this.run(query.body, input, inner, place)
        return
      }
      default:
        query satisfies never
    }
  }

  private *slice(
    of: Query,
    from: Query | null,
    to: Query | null,
    input: Json,
    names: Names | null,
    place: Place | null,
  ): Generator<Output> {
    for (const [start] of this.run(from ?? constant(null), input, names, null)) {
      for (const [end] of this.run(to ?? constant(null), input, names, null)) {
        for (const [value, at] of this.run(of, input, names, place)) {
          const part = sliced(value, start, end)
          yield [part, at && stepped(value, { start, end }, part, at)]
        }
      }
    }
  }

  private *alternative(
    left: Query,
    right: Query,
    input: Json,
    names: Names | null,
    place: Place | null,
  ): Generator<Output> {
    let found = false
    for (const output of this.run(left, input, names, place)) {
      if (!isTrue(output[0])) continue
      found = true
      yield output
    }
    if (!found) yield* this.run(right, input, names, place)
  }

  private *guarded(
    body: Query,
    handler: Query | null,
    input: Json,
    names: Names | null,
    place: Place | null,
  ): Generator<Output> {
    const generator = this.run(body, input, names, place)
    for (;;) {
      let next: IteratorResult<Output>
      try {
        next = generator.next()
      } catch (error) {
        if (!(error instanceof JqError)) throw error
        if (!handler) return
        if (!error.thrown && handler.is !== 'constant') {
          throw new NotAProgram('a catch that reads the message of an error is not supported', true)
        }
        yield* this.run(handler, error.value, names, place)
        return
      }
      if (next.done) return
      yield next.value
    }
  }

  private *update(
    query: Query & { is: 'update' },
    input: Json,
    names: Names | null,
    place: Place | null,
  ): Generator<Output> {
    const { operator, path, value } = query
    if (operator === 'modify') {
      yield [this.modified(path, value, input, names, place), place]
      return
    }
    for (const [operand, at] of this.run(value, input, names, operator === 'assign' ? null : place)) {
      if (operator === 'assign') {
        let result = input
        for (const [found] of this.paths(path, input, names)) result = setPath(result, found, operand)
        yield [result, place]
      } else {
        const change = call(`_${operator}`, { is: 'identity' }, constant(operand))
        yield [this.modified(path, change, input, names, at), at]
      }
    }
  }

  /** `path |= change`: the first output of the change, or no value at all where it has none. */
  private modified(path: Query, change: Query, input: Json, names: Names | null, place: Place | null): Json {
    let result = input
    const removed: Json[] = []
    for (const [found] of this.paths(path, input, names)) {
      const value = getPath(result, found)
      const next = this.run(change, value, names, place && steppedAlong(result, found, value, place)).next()
      if (next.done) removed.push(found)
      else result = setPath(result, found, next.value[0])
    }
    return deletePaths(result, removed)
  }

  private *paths(path: Query, input: Json, names: Names | null): Generator<[path: Json[]]> {
    const root: Place = { value: input, step: null, from: null }
    for (const [value, at] of this.run(path, input, names, root)) {
      if (at && !isAt(value, at)) fail('invalid path')
      const steps: Json[] = []
      for (let place = at; place?.from; place = place.from) steps.push(place.step)
      yield [steps.reverse()]
    }
  }

  private *reduce(
    query: Query & { is: 'reduce' },
    input: Json,
    names: Names | null,
    place: Place | null,
  ): Generator<Output> {
    for (const [start, at] of this.run(query.start, input, names, place)) {
      let state = start
      for (const [item, itemAt] of this.run(query.source, input, names, at)) {
        for (const bound of this.bind(query.pattern, item, names)) {
          for (const [next] of this.run(query.update, state, bound, itemAt)) state = next
        }
      }
      yield [state, at]
    }
  }

  private *foreach(
    query: Query & { is: 'foreach' },
    input: Json,
    names: Names | null,
    place: Place | null,
  ): Generator<Output> {
    for (const [start, startAt] of this.run(query.start, input, names, place)) {
      let state = start
      for (const [item, itemAt] of this.run(query.source, input, names, startAt)) {
        for (const bound of this.bind(query.pattern, item, names)) {
          for (const [next, at] of this.run(query.update, state, bound, itemAt)) {
            state = next
            if (query.extract) yield* this.run(query.extract, next, bound, at)
            else yield [next, at]
          }
        }
      }
    }
  }

  private *labelled(
    name: string,
    body: Query,
    input: Json,
    names: Names | null,
    place: Place | null,
  ): Generator<Output> {
    const label: Names = { is: 'label', name, outer: names }
    try {
      yield* this.run(body, input, label, place)
    } catch (error) {
      if (!(error instanceof Break && error.label === label)) throw error
    }
  }

  private *object(
    entries: { key: Query; value: Query }[],
    from: number,
    done: [string, Json][],
    input: Json,
    names: Names | null,
    place: Place | null,
  ): Generator<Output> {
    const entry = entries[from]
    if (entry === undefined) {
      const map: JsonMap = {}
      for (const [key, value] of done) setKey(map, key, value)
      yield [map, place]
      return
    }
    for (const [key, keyAt] of this.run(entry.key, input, names, place)) {
      for (const [value, at] of this.run(entry.value, input, names, keyAt)) {
        if (typeof key !== 'string') return fail(`expected a string for object key but got: ${typeOf(key)}`)
        yield* this.object(entries, from + 1, [...done, [key, value]], input, names, at)
      }
    }
  }

  private *bind(pattern: Pattern, value: Json, names: Names | null): Generator<Names | null> {
    if (pattern.is === 'name') {
      yield { is: 'value', name: pattern.name, value, outer: names }
      return
    }
    if (pattern.is === 'array') {
      if (value !== null && !Array.isArray(value)) fail(`expected an array but got: ${typeOf(value)}`)
      yield* this.bindItems(pattern.items, 0, value, names)
      return
    }
    yield* this.bindEntries(pattern.entries, 0, value, names)
  }

  private *bindItems(list: Pattern[], from: number, value: Json, names: Names | null): Generator<Names | null> {
    const pattern = list[from]
    if (pattern === undefined) {
      yield names
      return
    }
    for (const bound of this.bind(pattern, indexed(value, from), names)) {
      yield* this.bindItems(list, from + 1, value, bound)
    }
  }

  private *bindEntries(
    entries: (Pattern & { is: 'object' })['entries'],
    from: number,
    value: Json,
    names: Names | null,
  ): Generator<Names | null> {
    const entry = entries[from]
    if (entry === undefined) {
      yield names
      return
    }
    for (const [key] of this.run(entry.key, value, names, null)) {
      const found = indexed(value, key)
      const named: Names | null =
        entry.name === null ? names : { is: 'value', name: entry.name, value: found, outer: names }
      const bounds = entry.value === null ? [named] : this.bind(entry.value, found, named)
      for (const bound of bounds) yield* this.bindEntries(entries, from + 1, value, bound)
    }
  }

  private *call(name: string, args: Query[], input: Json, names: Names | null, place: Place | null): Generator<Output> {
    const id = `${name}/${args.length}`
    const known = find(names, 'function', id)
    if (known?.is === 'closure') {
      yield* this.run(known.closure.body, input, known.closure.names, place)
      return
    }
    if (known?.is === 'function') {
      yield* this.apply(known.definition, known, args, input, names, place)
      return
    }
    switch (id) {
      case 'empty/0':
        return
      case 'path/1':
        for (const [path] of this.paths(args[0] ?? constant(null), input, names)) yield [path, place]
        return
      case 'last/1': {
        let last: Output | null = null
        for (const output of this.run(args[0] ?? constant(null), input, names, place)) last = output
        // The place is that of the input: `last(f)` is no path, unless the value happens to be the same.
        if (last) yield [last[0], place]
        return
      }
      case '_range/3':
        for (const values of this.products(args, args.length - 1, [], input, names, place)) yield* range(values, place)
        return
      default:
    }
    const definition = definedFunction(name, args.length)
    if (definition) {
      const itself: Names = { is: 'function', name: id, definition, outer: null }
      yield* this.apply(definition, itself, args, input, names, place)
      return
    }
    const native = natives[id]
    if (!native) return fail(`function not defined: ${id}`)
    if (id === 'getpath/1') {
      for (const [path] of this.run(args[0] ?? constant(null), input, names, null)) {
        const value = getPath(input, path)
        yield [value, place && steppedAlong(input, Array.isArray(path) ? path : [], value, place)]
      }
      return
    }
    for (const [values, at] of this.arguments(args, args.length - 1, [], input, names, place)) {
      yield [native(input, ...values), at]
    }
  }

  /** Every combination of the arguments' outputs: the last argument is evaluated first (gojq 0.12, compileCallInternal). */
  private *arguments(
    args: Query[],
    from: number,
    done: Json[],
    input: Json,
    names: Names | null,
    place: Place | null,
  ): Generator<[Json[], Place | null]> {
    const arg = args[from]
    if (arg === undefined) {
      yield [done, place]
      return
    }
    for (const [value, at] of this.run(arg, input, names, place)) {
      yield* this.arguments(args, from - 1, [value, ...done], input, names, at)
    }
  }

  private *products(
    args: Query[],
    from: number,
    done: Json[],
    input: Json,
    names: Names | null,
    place: Place | null,
  ): Generator<Json[]> {
    for (const [values] of this.arguments(args, from, done, input, names, place)) yield values
  }

  private *apply(
    definition: Definition,
    itself: Names,
    args: Query[],
    input: Json,
    names: Names | null,
    place: Place | null,
  ): Generator<Output> {
    yield* this.parameters(definition, 0, args, itself, input, names, place)
  }

  private *parameters(
    definition: Definition,
    from: number,
    args: Query[],
    inner: Names,
    input: Json,
    names: Names | null,
    place: Place | null,
  ): Generator<Output> {
    const parameter = definition.parameters[from]
    const arg = args[from]
    if (parameter === undefined || arg === undefined) {
      yield* this.run(definition.body, input, inner, place)
      return
    }
    const plain = parameter.replace(/^\$/, '')
    const closure: Names = { is: 'closure', name: `${plain}/0`, closure: { body: arg, names }, outer: inner }
    if (plain === parameter) {
      yield* this.parameters(definition, from + 1, args, closure, input, names, place)
      return
    }
    for (const [value] of this.run(arg, input, names, null)) {
      const bound: Names = { is: 'value', name: parameter, value, outer: closure }
      yield* this.parameters(definition, from + 1, args, bound, input, names, place)
    }
  }
}

function entered(value: Json, key: Json, place: Place | null): Output {
  const found = indexed(value, key)
  return [found, place && stepped(value, key, found, place)]
}

function* items(value: Json, place: Place | null): Generator<Output> {
  if (typeof value !== 'object' || value === null) return fail(`cannot iterate over: ${typeOf(value)}`)
  if (place && !isAt(value, place)) fail('invalid path')
  const keys: (string | number)[] = Array.isArray(value) ? [...value.keys()] : sortedKeys(value)
  for (const key of keys) {
    const item = (isMap(value) ? getKey(value, String(key)) : value[Number(key)]) ?? null
    yield [item, place && { value: item, step: key, from: place }]
  }
}

function* range(values: Json[], place: Place | null): Generator<Output> {
  const [start, end, step] = values.map(value => toNumber(value) ?? fail('range needs numbers'))
  if (start === undefined || end === undefined || step === undefined) return
  const direction = order(step, 0)
  for (let at = start; direction * order(at, end) < 0; at += step) yield [at, place]
}
