import { isMap, type Json } from './json.ts'

const longest = 60

/** A value as a message shows it: on one line, strings in quotes, and no more of it than a reader takes in. */
export function quote(value: Json): string {
  let out = ''
  const write = (text: string) => {
    out += text
    return out.length <= longest
  }
  walk(value, write)
  return short(out)
}

/** No more of a text than a reader takes in. */
export function short(text: string): string {
  return text.length <= longest ? text : `${cut(text, longest - 1)}…`
}

/** A value as one would write it into the file: flow style, quotes only where YAML would take a text for something else. */
export function flow(value: Json): string {
  if (typeof value === 'string') return plain.test(value) && !retyped.test(value) ? value : JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  if (!isMap(value)) return String(value)
  const entries = Object.entries(value)
  return `{${entries.map(([key, item]) => `${flow(key)}: ${flow(item)}`).join(', ')}}`
}

/** `enabled, labels and host` */
export function list(words: readonly string[], last: 'and' | 'or' = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}

/** Words, paths, addresses and durations: nothing that any YAML reader could take for something else. */
const plain = /^([A-Za-z/][\w./-]*(:[\w./-]+)*|[0-9]+(ms|[smh]))$/
/** Words that are; `e0` is a number to the yaml package in its 1.1 mode. */
const retyped = /^(y|n|yes|no|on|off|true|false|null|e-?[0-9_]*)$/i

function walk(value: Json, write: (text: string) => boolean): boolean {
  if (typeof value === 'string') return write(JSON.stringify(value.length > longest ? cut(value, longest) : value))
  if (Array.isArray(value)) {
    return write('[') && value.every((item, i) => (i === 0 || write(', ')) && walk(item, write)) && write(']')
  }
  if (!isMap(value)) return write(String(value))
  let first = true
  if (!write('{')) return false
  for (const key in value) {
    if (!((first || write(', ')) && write(`${key}: `) && walk(value[key] ?? null, write))) return false
    first = false
  }
  return write('}')
}

/** The first so many UTF-16 units, but no half of a character. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')
}

/** `1 tick`, `2 ticks`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
