import { isMap } from '../../values/json.ts'
import { escapeSegment, type Pointer } from '../../values/pointer.ts'
import { quote } from '../../values/quote.ts'
import { fits, isPort, wordsFor } from './formats.ts'
import { type Located, resolve, type Schema } from './schema.ts'

/** A value that has the right type and still is not allowed. */
export interface Violation {
  path: Pointer
  message: string
}

/** Holds a decoded value to the rules that its schema states: what must be there, ranges, lists of words, forms of names. */
export function violations({ schema, file }: Located, value: unknown, path: Pointer): Violation[] {
  const found: Violation[] = []
  check(schema, file, value, path, found)
  return found
}

function check(schema: Schema, file: string, value: unknown, path: Pointer, found: Violation[]): void {
  if (value === undefined) return
  const { schema: target, file: home } = resolve(schema, file)
  const message = typeof value === 'string' ? textFault(target, value) : numberFault(target, value)
  if (message !== null) found.push({ path, message })
  if (Array.isArray(value)) checkList(target, home, value, path, found)
  else if (isMap(value)) checkMap(target, home, value, path, found)
}

/** The empty string is what Go takes for “not given”; minLength says where it must be given. */
function textFault(schema: Schema, value: string): string | null {
  if (value === '') return schema.minLength ? 'must not be empty' : schema.enum ? wordFault(schema.enum, value) : null
  if (schema.enum) return wordFault(schema.enum, value)
  if (schema.maxLength !== undefined && value.length > schema.maxLength) {
    return `is ${value.length} characters long, at most ${schema.maxLength} are allowed`
  }
  const format = schema.format === 'port-or-name' ? 'port-name' : (schema.format ?? '')
  return fits(format, value) ? null : `${quote(value)} is not ${wordsFor(format)}`
}

function wordFault(words: readonly string[], value: string): string | null {
  if (words.includes(value)) return null
  const named = words.filter(word => word !== '').map(quote)
  return `${quote(value)} is none of ${named.join(', ')}`
}

function numberFault({ minimum, maximum, format }: Schema, value: unknown): string | null {
  if (typeof value !== 'number' && typeof value !== 'bigint') return null
  const number = Number(value)
  if (format === 'port-or-name' && !isPort(number)) return `${value} is no port, those go from 1 to 65535`
  if (minimum !== undefined && number < minimum) return `${value} is less than ${minimum}`
  if (maximum !== undefined && number > maximum) return `${value} is more than ${maximum}`
  return null
}

function checkList(schema: Schema, file: string, value: unknown[], path: Pointer, found: Violation[]): void {
  const { minItems = 0, maxItems, items } = schema
  if (value.length < minItems) found.push({ path, message: 'must not be empty' })
  if (maxItems !== undefined && value.length > maxItems) {
    found.push({ path, message: `has ${value.length} items, at most ${maxItems} are allowed` })
  }
  if (!items) return
  for (const [i, item] of value.entries()) check(items, file, item, `${path}/${i}`, found)
}

function checkMap(schema: Schema, file: string, value: object, path: Pointer, found: Violation[]): void {
  for (const name of schema.required ?? []) {
    if (!Object.hasOwn(value, name)) found.push({ path: `${path}/${name}`, message: 'must be given' })
  }
  const element = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined
  for (const [key, item] of Object.entries(value)) {
    const below = `${path}/${escapeSegment(key)}`
    const fault = schema.propertyNames && textFault(schema.propertyNames, key)
    if (fault) found.push({ path: below, message: `the name ${fault}` })
    const property = schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : element
    if (property) check(property, file, item, below, found)
  }
}
