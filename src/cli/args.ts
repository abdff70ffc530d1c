import { nearest } from '../values/nearest.ts'
import type { Option, Options, Parsed } from './options.ts'
import { UsageError } from './usage.ts'

export interface Args<T extends Options> {
  options: Parsed<T>
  positionals: string[]
}

/**
 * Reads the words after the command by the command's table of options: `--name value`, `--name=value`, `-f value`, `-fvalue`,
 * `--` ends options, `-` alone is a value.
 *
 * @throws UsageError for an unknown option, a missing or forbidden value
 */
export function parseArgs<T extends Options>(words: readonly string[], table: T): Args<T> {
  const values = new Map<string, string[]>()
  const positionals: string[] = []
  const aliases = new Map(Object.entries(table).flatMap(([name, { alias }]) => (alias ? [[alias, name] as const] : [])))

  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string
    if (word === '--') {
      positionals.push(...words.slice(i + 1))
      break
    }
    if (!word.startsWith('-') || word === '-') {
      positionals.push(word)
      continue
    }
    const { name, given } = split(word, aliases)
    const option = Object.hasOwn(table, name) ? table[name] : undefined
    if (!option) throw unknownOption(word, name, table)
    let value = given
    if (option.type === 'flag') value ??= 'true'
    else value ??= words[++i]
    if (value === undefined) throw new UsageError(`--${name} needs a value: --${name} ${option.value ?? 'VALUE'}`)
    checkValue(name, option, value)
    values.set(name, [...(values.get(name) ?? []), value])
  }
  return { options: typed(values, table), positionals }
}

function split(word: string, aliases: Map<string, string>): { name: string; given: string | undefined } {
  if (!word.startsWith('--')) {
    const name = aliases.get(word.charAt(1)) ?? word.slice(1)
    const rest = aliases.has(word.charAt(1)) ? word.slice(2) : ''
    return { name, given: rest === '' ? undefined : rest.replace(/^=/, '') }
  }
  const equals = word.indexOf('=')
  return equals < 0
    ? { name: word.slice(2), given: undefined }
    : { name: word.slice(2, equals), given: word.slice(equals + 1) }
}

function unknownOption(word: string, name: string, table: Options): UsageError {
  const guess = nearest(name, Object.keys(table))
  return new UsageError(`unknown option ${word.split('=')[0]}${guess ? `; did you mean --${guess}?` : ''}`)
}

function checkValue(name: string, option: Option, value: string): void {
  const choices = option.type === 'flag' ? ['true', 'false'] : option.choices
  if (!choices || choices.includes(value)) return
  const guess = nearest(value, choices)
  throw new UsageError(`--${name} ${value}: expected ${list(choices)}${guess ? `; did you mean ${guess}?` : ''}`)
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

function typed<T extends Options>(values: Map<string, string[]>, table: T): Parsed<T> {
  const out: Record<string, unknown> = { given: new Set(values.keys()) }
  for (const [name, option] of Object.entries(table)) {
    const given = values.get(name)
    if (option.type === 'flag') out[name] = given?.at(-1) === 'true'
    else if (option.type === 'list') out[name] = given ?? []
    else out[name] = (option.joined ? given?.join(',') : given?.at(-1)) ?? option.default
  }
  return out as Parsed<T>
}
