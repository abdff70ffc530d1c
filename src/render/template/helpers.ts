import { isMap, type Json, printJson, setKey, typeName } from '../../values/json.ts'
import type { TemplateCode } from '../problem.ts'
import { writeYaml } from '../yaml.ts'
import type { HelperName } from './plan.ts'
import { member } from './scope.ts'
import { isTruthy, textOf } from './truth.ts'

export interface Helper {
  least: number
  most: number
  /** Undefined is absent: the line disappears. */
  run(args: readonly unknown[], call: Calling): unknown
}

interface Calling {
  /** The names of the lines beside `{{rest}}`. */
  named: readonly string[]
  /** Reports the argument; the line disappears. */
  refuse(index: number, code: TemplateCode, message: string, help?: string): undefined
}

const many = Number.POSITIVE_INFINITY

export const helpers: Record<HelperName, Helper> = {
  required: {
    least: 1,
    most: 2,
    run: ([value, message], { refuse }) => {
      if (value !== undefined && value !== null) return value
      return refuse(0, 'TP007', typeof message === 'string' ? message : 'a required value is absent')
    },
  },
  default: { least: 2, most: 2, run: ([value, otherwise]) => value ?? otherwise },
  quote: {
    least: 1,
    most: 1,
    run: ([value], { refuse }) => (isCollection(value) ? refuse(0, 'TP006', notText(value), jsonHelp) : textOf(value)),
  },
  number: {
    least: 1,
    most: 1,
    run: ([value], { refuse }) => {
      if (value === undefined || value === null) return undefined
      return toNumber(value) ?? refuse(0, 'TP006', `expected a number, got ${shown(value)}`)
    },
  },
  eq: {
    least: 2,
    most: 2,
    run: ([a, b], { refuse }) => {
      const list = [a, b].findIndex(isCollection)
      if (list >= 0) return refuse(list, 'TP006', `\`eq\` compares scalars, got a ${typeName([a, b][list])}`)
      return isNumber(a) && isNumber(b) ? Number(a) === Number(b) : a === b
    },
  },
  not: { least: 1, most: 1, run: ([value]) => !isTruthy(value) },
  and: { least: 2, most: many, run: args => args.find(value => !isTruthy(value)) ?? args.at(-1) },
  or: { least: 2, most: many, run: args => args.find(isTruthy) ?? args.at(-1) },
  lookup: { least: 2, most: 2, run: ([value, name]) => member(value, textOf(name) ?? '') },
  join: {
    least: 1,
    most: 2,
    run: ([list, separator = ','], { refuse }) => {
      if (list === undefined || list === null) return undefined
      if (!Array.isArray(list)) return refuse(0, 'TP006', `\`join\` takes a list, got ${shown(list)}`)
      if (list.some(isCollection)) return refuse(0, 'TP006', '`join` takes a list of scalars')
      return list.map(item => textOf(item) ?? '').join(textOf(separator))
    },
  },
  merge: {
    least: 2,
    most: many,
    run: (args, { refuse }) => {
      const wrong = args.findIndex(value => value !== undefined && value !== null && !isMap(value))
      if (wrong >= 0) return refuse(wrong, 'TP006', `\`merge\` takes maps, got ${shown(args[wrong])}`)
      const maps = args.filter(isMap)
      return maps.length === 0 ? undefined : merged(maps)
    },
  },
  toYaml: { least: 1, most: 1, run: ([value]) => (value === undefined ? undefined : writeYaml(value).slice(0, -1)) },
  toJson: { least: 1, most: 1, run: ([value]) => (value === undefined ? undefined : printJson(value, '', '')) },
  rest: { least: 1, most: 1, run: ([value], { named }) => (isMap(value) ? without(value, named) : value) },
}

export const jsonHelp = 'Write `{{toJson value}}` or `{{toYaml value}}` for its text.'

export function notText(value: unknown): string {
  return `a ${typeName(value)} cannot be part of a text`
}

function isCollection(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint'
}

function toNumber(value: unknown): number | bigint | undefined {
  if (isNumber(value)) return value
  if (typeof value !== 'string' || !/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(value)) return undefined
  const number = Number(value)
  return Number.isSafeInteger(number) || !/^[-+]?\d+$/.test(value) ? number : BigInt(value)
}

function shown(value: unknown): string {
  return isCollection(value) ? `a ${typeName(value)}` : `\`${textOf(value) ?? 'null'}\``
}

function merged(maps: Record<string, Json>[]): Record<string, Json> {
  const all: Record<string, Json> = {}
  for (const map of maps) for (const [key, value] of Object.entries(map)) setKey(all, key, value)
  return all
}

/** An empty map is what the object holds; one that is used up adds nothing. */
function without(map: Record<string, Json>, named: readonly string[]): Record<string, Json> | undefined {
  const keys = Object.keys(map)
  if (keys.length === 0) return map
  const left = keys.filter(key => !named.includes(key))
  if (left.length === 0) return undefined
  const rest: Record<string, Json> = {}
  for (const key of left) setKey(rest, key, map[key] as Json)
  return rest
}
