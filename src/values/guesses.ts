import { isMap, type Json } from './json.ts'

/**
 * What a value may have been meant to be, the likelier first: a number in quotes, a duration without its unit, one thing
 * where a list is expected.
 */
export function* guesses(value: Json): Generator<Json> {
  if (typeof value === 'string') yield* ofText(value)
  else if (typeof value === 'number' || typeof value === 'bigint') yield* ofNumber(value)
  else if (typeof value === 'boolean') yield* [String(value), { enabled: value }]
  else if (Array.isArray(value)) yield* value.length === 1 ? value : []
  else if (isMap(value)) {
    yield [value]
    const held = Object.values(value)
    if (held.length === 1) yield* held
  }
}

/** No name, duration or address that people write is longer; what is longer is not worth trying twenty times. */
const longest = 253

const booleans: Record<string, boolean> = { true: true, yes: true, on: true, false: false, no: false, off: false }

function* ofText(text: string): Generator<Json> {
  if (text.length > longest) return
  const trimmed = text.trim()
  const word = trimmed.toLowerCase()
  if (trimmed !== text) yield trimmed
  if (Object.hasOwn(booleans, word)) yield booleans[word] ?? null
  if (/^-?[0-9]+(\.[0-9]+)?%?$/.test(trimmed)) yield Number(trimmed.replace('%', ''))
  if (/^[0-9]+$/.test(trimmed)) yield* [`${trimmed}s`, { attempts: Number(trimmed) }]
  const duration = /^([0-9]+(?:\.[0-9]+)?)(ms|s)$/.exec(trimmed)
  if (duration) yield Number(duration[1]) * (duration[2] === 's' ? 1000 : 1)
  const hours = /^([0-9]+)h(?:([0-9]+)m)?$/.exec(trimmed)
  if (hours) yield `${Number(hours[1]) * 60 + Number(hours[2] ?? 0)}m`
  const url = /^[a-z]+:\/\/([^/:?#\s]+)/i.exec(trimmed) ?? /^([^/:?#\s]+)[:/]/.exec(trimmed)
  if (url?.[1]) yield url[1]
  yield* [`http://${trimmed}/`, `/${trimmed}`, word, trimmed.toUpperCase()]
  yield word.replaceAll(/[^a-z0-9./*-]+/g, '-')
  yield* trimmed.includes('://') ? [{ exact: text }, { prefix: text }] : [{ prefix: text }, { exact: text }]
  yield* [{ name: text }, [text]]
}

function* ofNumber(value: number | bigint): Generator<Json> {
  yield* [String(value), `${value}s`, { attempts: value }]
  if (typeof value === 'number') yield Math.round(value)
}
