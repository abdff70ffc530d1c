import { getKey, isMap, type Json, type JsonMap, setKey } from '../../values/json.ts'
import { deletePaths, getPath, setPath } from './paths.ts'
import { regex } from './regex.ts'
import { fail, isTrue, JqError, occurrences, order, sortedKeys, toInteger, toJson, toNumber, typeOf } from './values.ts'

type NativeFunction = (input: Json, ...args: Json[]) => Json

/** The functions of jq that are not written in jq, by name and number of arguments (gojq 0.12, func.go). */
export const natives: Record<string, NativeFunction> = {
  '_plus/1': (_, value) => (toNumber(value) === null ? fail(`cannot apply + to ${typeOf(value)}`) : value),
  '_negate/1': (_, value) => -(toNumber(value) ?? fail(`cannot negate ${typeOf(value)}`)),
  '_add/2': (_, a, b) => add(a, b),
  '_subtract/2': (_, a, b) => subtract(a, b),
  '_multiply/2': (_, a, b) => multiply(a, b),
  '_divide/2': (_, a, b) => divide(a, b),
  '_modulo/2': (_, a, b) => modulo(a, b),
  '_orElse/2': (_, a, b) => (isTrue(a) ? a : b),
  '_equal/2': (_, a, b) => order(a, b) === 0,
  '_notEqual/2': (_, a, b) => order(a, b) !== 0,
  '_less/2': (_, a, b) => order(a, b) < 0,
  '_lessOrEqual/2': (_, a, b) => order(a, b) <= 0,
  '_greater/2': (_, a, b) => order(a, b) > 0,
  '_greaterOrEqual/2': (_, a, b) => order(a, b) >= 0,
  'abs/0': value => Math.abs(number('abs', value)),
  'length/0': length,
  'utf8bytelength/0': value => new TextEncoder().encode(text('utf8bytelength', value)).length,
  'keys/0': value => (Array.isArray(value) ? value.map((_, i) => i) : sortedKeys(map('keys', value))),
  'has/1': has,
  'add/0': value => valuesOf('add', value).reduce<Json>(add, null),
  'toboolean/0': value =>
    (typeof value === 'boolean' ? value : booleans[text('toboolean', value)]) ?? fail('toboolean'),
  'tonumber/0': toNumberValue,
  'tostring/0': asText,
  'type/0': typeOf,
  'reverse/0': value => list('reverse', value).toReversed(),
  'contains/1': contains,
  'inside/1': (input, other) => contains(other, input),
  'indices/1': (input, wanted) => (input === null ? null : positions('indices', input, wanted)),
  'index/1': (input, wanted) => (input === null ? null : (positions('index', input, wanted)[0] ?? null)),
  'rindex/1': (input, wanted) => (input === null ? null : (positions('rindex', input, wanted).at(-1) ?? null)),
  'startswith/1': (input, part) => text('startswith', input).startsWith(text('startswith', part)),
  'endswith/1': (input, part) => text('endswith', input).endsWith(text('endswith', part)),
  'ltrimstr/1': (input, part) => withoutPrefix(text('ltrimstr', input), text('ltrimstr', part)),
  'rtrimstr/1': (input, part) => withoutSuffix(text('rtrimstr', input), text('rtrimstr', part)),
  'trimstr/1': (input, part) =>
    withoutSuffix(withoutPrefix(text('trimstr', input), text('trimstr', part)), text('trimstr', part)),
  'ltrim/0': value => text('ltrim', value).trimStart(),
  'rtrim/0': value => text('rtrim', value).trimEnd(),
  'trim/0': value => text('trim', value).trim(),
  'explode/0': value => Array.from(text('explode', value), char => char.codePointAt(0) ?? 0),
  'implode/0': value => list('implode', value).map(rune).join(''),
  'split/1': (input, separator) => split(text('split', input), text('split', separator)),
  'join/1': join,
  'ascii_downcase/0': value => text('ascii_downcase', value).replace(/[A-Z]+/g, part => part.toLowerCase()),
  'ascii_upcase/0': value => text('ascii_upcase', value).replace(/[a-z]+/g, part => part.toUpperCase()),
  'tojson/0': toJson,
  'fromjson/0': fromJson,
  'format/1': (input, name) => (natives[formatNames[text('format', name)] ?? ''] ?? notAFormat)(input),
  '_html/0': value => asText(value).replace(/[<>&'"]/g, char => htmlEscapes[char] ?? char),
  '_uri/0': value => encodeURIComponent(asText(value)).replace(/[!'()*]/g, percent),
  '_urid/0': urlDecoded,
  '_csv/0': value => row('csv', value, ',', part => `"${part.replaceAll('"', '""').replaceAll('\0', '\\0')}"`),
  '_tsv/0': value => row('tsv', value, '\t', part => part.replace(/[\t\r\n\\\0]/g, char => tsvEscapes[char] ?? char)),
  '_sh/0': value => row('sh', Array.isArray(value) ? value : [value], ' ', shellQuoted),
  '_base64/0': value => toBase64(asText(value)),
  '_base64d/0': value => fromBase64(asText(value)),
  'flatten/0': value => flatten(valuesOf('flatten', value), Number.POSITIVE_INFINITY),
  'flatten/1': (input, depth) => {
    const levels = number('flatten', depth)
    return levels < 0 ? fail('flatten depth must not be negative') : flatten(valuesOf('flatten', input), levels)
  },
  'min/0': value => extreme(list('min', value), list('min', value), 1),
  'max/0': value => extreme(list('max', value), list('max', value), -1),
  '_min_by/1': (input, keys) => extreme(list('min_by', input), list('min_by', keys), 1),
  '_max_by/1': (input, keys) => extreme(list('max_by', input), list('max_by', keys), -1),
  'sort/0': value => sorted(list('sort', value), list('sort', value)).map(item => item.value),
  '_sort_by/1': (input, keys) => sorted(list('sort_by', input), list('sort_by', keys)).map(item => item.value),
  '_group_by/1': (input, keys) => groups(list('group_by', input), list('group_by', keys)),
  'unique/0': value => groups(list('unique', value), list('unique', value)).map(first),
  '_unique_by/1': (input, keys) => groups(list('unique_by', input), list('unique_by', keys)).map(first),
  'floor/0': value => Math.floor(number('floor', value)),
  'ceil/0': value => Math.ceil(number('ceil', value)),
  'trunc/0': value => Math.trunc(number('trunc', value)),
  'round/0': value => Math.sign(number('round', value)) * Math.round(Math.abs(number('round', value))),
  'fabs/0': value => Math.abs(number('fabs', value)),
  'sqrt/0': value => Math.sqrt(number('sqrt', value)),
  'pow/2': (_, base, exponent) => number('pow', base) ** number('pow', exponent),
  'log/0': value => Math.log(number('log', value)),
  'log2/0': value => Math.log2(number('log2', value)),
  'log10/0': value => Math.log10(number('log10', value)),
  'exp/0': value => Math.exp(number('exp', value)),
  'infinite/0': () => Number.POSITIVE_INFINITY,
  'nan/0': () => Number.NaN,
  'isfinite/0': value => Math.abs(toNumber(value) ?? Number.POSITIVE_INFINITY) !== Number.POSITIVE_INFINITY,
  'isinfinite/0': value => Math.abs(toNumber(value) ?? 0) === Number.POSITIVE_INFINITY,
  'isnan/0': value => value !== null && Number.isNaN(number('isnan', value)),
  'isnormal/0': value => Number.isFinite(toNumber(value) ?? Number.NaN) && Math.abs(toNumber(value) ?? 0) >= 2 ** -1022,
  'setpath/2': setPath,
  'delpaths/1': deletePaths,
  'getpath/1': getPath,
  'transpose/0': transpose,
  'bsearch/1': search,
  'env/0': () => ({}),
  '_match/2': (input, pattern, flags) => matches(input, pattern, flags),
  '_test/2': (input, pattern, flags) => expressionOf(input, pattern, flags).test(text('test', input)),
  '_captures/0': captures,
  'error/0': value => {
    throw new JqError(value, true)
  },
  'error/1': (_, value) => {
    throw new JqError(value, true)
  },
}

const booleans: Record<string, boolean> = { true: true, false: false }

function number(name: string, value: Json): number {
  return toNumber(value) ?? fail(`${name} cannot be applied to ${typeOf(value)}`)
}

function text(name: string, value: Json): string {
  return typeof value === 'string' ? value : fail(`${name} cannot be applied to ${typeOf(value)}`)
}

function list(name: string, value: Json): Json[] {
  return Array.isArray(value) ? value : fail(`${name} cannot be applied to ${typeOf(value)}`)
}

function map(name: string, value: Json): JsonMap {
  return isMap(value) ? value : fail(`${name} cannot be applied to ${typeOf(value)}`)
}

function valuesOf(name: string, value: Json): Json[] {
  if (Array.isArray(value)) return value
  const entries = map(name, value)
  return sortedKeys(entries).map(key => getKey(entries, key) ?? null)
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : toJson(value)
}

function add(a: Json, b: Json): Json {
  if (a === null) return b
  if (b === null) return a
  if (typeof a === 'string' && typeof b === 'string') return a + b
  if (Array.isArray(a) && Array.isArray(b)) return a.length === 0 ? b : b.length === 0 ? a : [...a, ...b]
  if (isMap(a) && isMap(b)) {
    return Object.keys(a).length === 0 ? b : Object.keys(b).length === 0 ? a : { ...a, ...b }
  }
  const [x, y] = [toNumber(a), toNumber(b)]
  return x === null || y === null ? mismatch('add', a, b) : x + y
}

function subtract(a: Json, b: Json): Json {
  if (Array.isArray(a) && Array.isArray(b)) return a.filter(item => b.every(other => order(item, other) !== 0))
  const [x, y] = [toNumber(a), toNumber(b)]
  return x === null || y === null ? mismatch('subtract', a, b) : x - y
}

const longestRepeat = 2 ** 31 - 1

function multiply(a: Json, b: Json): Json {
  if (isMap(a) && isMap(b)) return merged(a, b)
  const [x, y] = [toNumber(a), toNumber(b)]
  if (x !== null && y !== null) return x * y
  const [word, times] = typeof a === 'string' ? [a, y] : [b, x]
  if (typeof word !== 'string' || times === null) return mismatch('multiply', a, b)
  if (times < 0 || Number.isNaN(times)) return null
  const count = Math.trunc(Math.min(times, longestRepeat))
  return word.length * count >= longestRepeat / 64 ? fail('repeat string result too large') : word.repeat(count)
}

function merged(a: JsonMap, b: JsonMap): JsonMap {
  const result = { ...a }
  for (const key of Object.keys(b)) {
    const [old, value] = [getKey(a, key), getKey(b, key) ?? null]
    setKey(result, key, isMap(old) && isMap(value) ? merged(old, value) : value)
  }
  return result
}

function divide(a: Json, b: Json): Json {
  if (typeof a === 'string' && typeof b === 'string') return a === '' ? [] : split(a, b)
  const [x, y] = [toNumber(a), toNumber(b)]
  if (x === null || y === null) return mismatch('divide', a, b)
  return y === 0 ? fail('cannot divide by zero') : x / y
}

function modulo(a: Json, b: Json): Json {
  const [x, y] = [toNumber(a), toNumber(b)]
  if (x === null || y === null) return mismatch('modulo', a, b)
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN
  const divisor = toInteger(y)
  return divisor === 0 ? fail('cannot modulo by zero') : (toInteger(x) % divisor) + 0
}

function mismatch(name: string, a: Json, b: Json): never {
  return fail(`cannot ${name}: ${typeOf(a)} and ${typeOf(b)}`)
}

function length(value: Json): Json {
  if (value === null) return 0
  if (typeof value === 'string') return Array.from(value).length
  if (Array.isArray(value)) return value.length
  return isMap(value) ? Object.keys(value).length : Math.abs(number('length', value))
}

function has(input: Json, key: Json): Json {
  if (input === null) return false
  const index = toNumber(key)
  if (Array.isArray(input) && index !== null) return toInteger(index) >= 0 && toInteger(index) < input.length
  if (isMap(input) && typeof key === 'string') return getKey(input, key) !== undefined
  return fail(`has cannot be applied to ${typeOf(input)} and ${typeOf(key)}`)
}

const numeric = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/

function toNumberValue(value: Json): Json {
  if (toNumber(value) !== null) return value
  const written = text('tonumber', value)
  return numeric.test(written) ? Number(written) : fail(`tonumber cannot be applied to ${toJson(value)}`)
}

function contains(whole: Json, part: Json): boolean {
  if (typeof whole === 'string' && typeof part === 'string') return whole.includes(part)
  if (Array.isArray(whole) && Array.isArray(part)) {
    return part.every(wanted => whole.some(item => containsOrFalse(item, wanted)))
  }
  if (isMap(whole) && isMap(part)) {
    return Object.keys(part).every(key => {
      const inner = getKey(whole, key)
      return inner !== undefined && containsOrFalse(inner, getKey(part, key) ?? null)
    })
  }
  const [x, y] = [toNumber(whole), toNumber(part)]
  if (x !== null && y !== null) return x === y
  return whole === part ? true : fail(`contains cannot be applied to ${typeOf(whole)} and ${typeOf(part)}`)
}

/** Inside lists and maps a comparison that makes no sense is simply not true. */
function containsOrFalse(whole: Json, part: Json): boolean {
  const comparable = whole === part || (typeOf(whole) === typeOf(part) && typeof whole !== 'boolean' && whole !== null)
  return comparable && contains(whole, part)
}

function positions(name: string, input: Json, wanted: Json): number[] {
  if (Array.isArray(input)) return occurrences(input, Array.isArray(wanted) ? wanted : [wanted])
  return occurrences(Array.from(text(name, input)), Array.from(text(name, wanted)))
}

function withoutPrefix(whole: string, part: string): string {
  return whole.startsWith(part) ? whole.slice(part.length) : whole
}

function withoutSuffix(whole: string, part: string): string {
  return part !== '' && whole.endsWith(part) ? whole.slice(0, -part.length) : whole
}

const lastRune = 0x10ffff

function rune(value: Json): string {
  const code = toInteger(number('implode', value))
  return code >= 0 && code <= lastRune ? String.fromCodePoint(code) : '\ufffd'
}

function split(whole: string, separator: string): string[] {
  return separator === '' ? Array.from(whole) : whole.split(separator)
}

function join(input: Json, separator: Json): Json {
  const parts = valuesOf('join', input)
  let joined: Json = parts.length === 0 ? '' : null
  for (const [i, part] of parts.entries()) {
    joined = add(joined, i === 0 ? '' : separator)
    joined = add(joined, typeof part === 'boolean' || toNumber(part) !== null ? toJson(part) : part)
  }
  return joined
}

function fromJson(value: Json): Json {
  try {
    const parsed: Json = JSON.parse(text('fromjson', value))
    return parsed
  } catch {
    return fail('fromjson cannot read the text')
  }
}

const formatNames: Record<string, string> = {
  text: 'tostring/0',
  json: 'tojson/0',
  html: '_html/0',
  uri: '_uri/0',
  urid: '_urid/0',
  csv: '_csv/0',
  tsv: '_tsv/0',
  sh: '_sh/0',
  base64: '_base64/0',
  base64d: '_base64d/0',
}

const notAFormat: NativeFunction = () => fail('format not found')
const htmlEscapes: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', "'": '&apos;', '"': '&quot;' }
const tsvEscapes: Record<string, string> = { '\t': '\\t', '\r': '\\r', '\n': '\\n', '\\': '\\\\', '\0': '\\0' }

function percent(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`
}

function urlDecoded(value: Json): Json {
  try {
    return decodeURIComponent(asText(value))
  } catch {
    return fail('@urid cannot read the text')
  }
}

function row(name: string, value: Json, separator: string, quote: (part: string) => string): string {
  const cells = list(`@${name}`, value).map(cell => {
    if (typeof cell === 'string') return quote(cell)
    if (typeof cell === 'object' && cell !== null) return fail(`@${name} cannot format ${typeOf(cell)}`)
    return cell === null && name !== 'sh' ? '' : toJson(cell)
  })
  return cells.join(separator)
}

function shellQuoted(part: string): string {
  return `'${part.replaceAll("'", `'\\''`).replaceAll('\0', '\\0')}'`
}

function toBase64(value: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(value)))
}

function fromBase64(value: string): string {
  const digits = value.split('=')[0] ?? ''
  if (!/^[A-Za-z0-9+/\r\n]*$/.test(digits)) return fail('@base64d cannot read the text')
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(digits), char => char.charCodeAt(0)))
  } catch {
    return fail('@base64d cannot read the text')
  }
}

function flatten(items: Json[], depth: number): Json[] {
  return items.flatMap(item => (Array.isArray(item) && depth !== 0 ? flatten(item, depth - 1) : [item]))
}

function extreme(items: Json[], keys: Json[], sign: 1 | -1): Json {
  if (items.length !== keys.length) return fail('length mismatch')
  let best = 0
  for (let i = 1; i < keys.length; i += 1) {
    const difference = order(keys[best] ?? null, keys[i] ?? null)
    if (sign === 1 ? difference > 0 : difference <= 0) best = i
  }
  return items[best] ?? null
}

function sorted(items: Json[], keys: Json[]): { value: Json; key: Json }[] {
  if (items.length !== keys.length) return fail('length mismatch')
  return items.map((value, i) => ({ value, key: keys[i] ?? null })).sort((a, b) => order(a.key, b.key))
}

function groups(items: Json[], keys: Json[]): Json[][] {
  const found: Json[][] = []
  let last: Json | undefined
  for (const { value, key } of sorted(items, keys)) {
    if (last === undefined || order(last, key) !== 0) found.push([value])
    else found.at(-1)?.push(value)
    last = key
  }
  return found
}

function first(items: Json[]): Json {
  return items[0] ?? null
}

function transpose(value: Json): Json {
  const rows = list('transpose', value).map(item => list('transpose', item))
  const width = Math.max(0, ...rows.map(items => items.length))
  return Array.from({ length: width }, (_, i) => rows.map(items => items[i] ?? null))
}

function search(input: Json, wanted: Json): Json {
  const items = list('bsearch', input)
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (order(items[middle] ?? null, wanted) < 0) low = middle + 1
    else high = middle
  }
  return low < items.length && order(items[low] ?? null, wanted) === 0 ? low : -low - 1
}

function expressionOf(input: Json, pattern: Json, flags: Json): RegExp {
  text('match', input)
  const expression = regex(text('match', pattern), flags === null ? '' : text('match', flags))
  expression.lastIndex = 0
  return expression
}

function matches(input: Json, pattern: Json, flags: Json): Json {
  const subject = text('match', input)
  const expression = expressionOf(input, pattern, flags)
  const all = typeof flags === 'string' && flags.includes('g')
  const runes = (end: number) => Array.from(subject.slice(0, end)).length
  const found: Json[] = []
  let last = -1
  for (const match of subject.matchAll(expression)) {
    const end = match.index + match[0].length
    // Go leaves out an empty match that touches the one before it.
    if (match[0] === '' && end === last) continue
    last = end
    const names = new Map<number, string>()
    const spans = match.indices
    for (const [name, span] of Object.entries(spans?.groups ?? {})) {
      const at = spans?.findIndex((other, i) => i > 0 && !names.has(i) && other === span) ?? -1
      if (at > 0) names.set(at, name)
    }
    const captured = match.slice(1).map((part, i): Json => {
      const span = spans?.[i + 1]
      const name = names.get(i + 1) ?? null
      if (part === undefined || span === undefined) return { name, offset: -1, length: 0, string: null }
      return { name, offset: runes(span[0]), length: Array.from(part).length, string: part }
    })
    found.push({
      offset: runes(match.index),
      length: Array.from(match[0]).length,
      string: match[0],
      captures: captured,
    })
    if (!all) break
  }
  return found
}

function captures(value: Json): Json {
  const named: JsonMap = {}
  for (const capture of list('capture', value)) {
    const name = isMap(capture) ? getKey(capture, 'name') : undefined
    if (isMap(capture) && typeof name === 'string') setKey(named, name, getKey(capture, 'string') ?? null)
  }
  return named
}
