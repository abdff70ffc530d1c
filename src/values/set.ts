import { isNamed } from './error-kind.ts'
import { getKey, isMap, type Json, type JsonMap, setKey, typeName } from './json.ts'
import { mergeFiles } from './merge.ts'

export type SetFlag = '--set' | '--set-string' | '--set-json'

/** One `name=value` of a `--set` argument. Offsets count from the start of the argument. */
export interface Assignment {
  /** Empty: the value is a map that merges into everything. */
  path: (string | number)[]
  value: Json
  start: number
  end: number
}

/** A `--set` argument that Helm would refuse, in our words. */
export class SetError extends Error {
  override readonly name = 'SetError'

  static override [Symbol.hasInstance](error: unknown): boolean {
    return isNamed(error, 'SetError')
  }
}

const maxIndex = 65536
const maxNesting = 30
const notList = Symbol('not a list')

/**
 * Reads a `--set` argument as Helm does (Helm 3.17, pkg/strvals): `a.b[0].c=x,d={x,y}`, backslash escapes, and values typed by
 * their look with `--set`, always strings with `--set-string`, JSON with `--set-json`.
 *
 * @throws SetError
 */
export function parseSet(text: string, flag: SetFlag): Assignment[] {
  if (flag === '--set-json' && text.trimStart().startsWith('{')) return [wholeMap(text)]
  const reader = new Reader(text, flag)
  const out: Assignment[] = []
  while (!reader.atEnd()) out.push(reader.assignment())
  return out
}

/**
 * Writes an assignment into values in place, as Helm does: lists grow with nulls, a scalar on the way is an error.
 *
 * @throws SetError
 */
export function assign(root: JsonMap, { path, value }: Assignment): void {
  if (path.length === 0 && isMap(value)) Object.assign(root, mergeFiles(root, value))
  let container: Json = root
  path.forEach((segment, i) => {
    const next = i + 1 < path.length ? (typeof path[i + 1] === 'number' ? [] : {}) : value
    const last = i + 1 === path.length
    if (typeof segment === 'number' && Array.isArray(container)) {
      while (container.length <= segment) container.push(null)
      // Helm starts a fresh map over a list item of another type, but not over a map's value.
      const present: Json | undefined = container[segment]
      if (last || !sameShape(present, next)) container[segment] = next
      container = container[segment] as Json
    } else if (typeof segment === 'string' && isMap(container)) {
      const present: Json | undefined = getKey(container, segment)
      if (last || present === undefined) setKey(container, segment, next)
      else if (!sameShape(present, next)) {
        throw new SetError(
          `${spell(path.slice(0, i + 1))} is a ${typeName(present)} already, so nothing can be set inside it`,
        )
      }
      container = getKey(container, segment) as Json
    }
  })
}

/** Helm 4 also takes a whole JSON map, which merges like a values file: an assignment with an empty path. */
function wholeMap(text: string): Assignment {
  const value = parseJson(text)
  if (!isMap(value)) throw new SetError(`${JSON.stringify(text)} is not a JSON map`)
  return { path: [], value, start: 0, end: text.length }
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text)
  } catch {
    throw new SetError(`${JSON.stringify(text)} is not JSON`)
  }
}

function sameShape(a: Json | undefined, b: Json): boolean {
  return Array.isArray(b) ? Array.isArray(a) : isMap(a)
}

function spell(path: (string | number)[]): string {
  return path
    .map((segment, i) => (typeof segment === 'number' ? `[${segment}]` : i === 0 ? segment : `.${segment}`))
    .join('')
}

class Reader {
  #at = 0
  readonly #text: string
  readonly #flag: SetFlag

  constructor(text: string, flag: SetFlag) {
    this.#text = text
    this.#flag = flag
  }

  atEnd(): boolean {
    return this.#at >= this.#text.length
  }

  assignment(): Assignment {
    const start = this.#at
    const path = this.#path()
    const value = this.#flag === '--set-json' ? this.#json() : this.#value()
    return { path, value, start, end: this.#at - (this.#text[this.#at - 1] === ',' ? 1 : 0) }
  }

  #path(): (string | number)[] {
    const path: (string | number)[] = []
    let nesting = 0
    for (;;) {
      const { text: name, stop } = this.#until('=[,.')
      if (stop === '' || stop === ',') throw new SetError(`key ${JSON.stringify(name)} has no value`)
      if (name === '') throw new SetError(`a name is missing before ${JSON.stringify(stop)}`)
      path.push(name)
      if (stop === '.' && ++nesting > maxNesting) throw new SetError(`names nest more than ${maxNesting} levels deep`)
      if (stop === '=') return path
      if (stop === '.') continue
      let after: string
      do {
        path.push(this.#index())
        after = this.#text[this.#at] ?? ''
        this.#at++
      } while (after === '[')
      if (after === '=') return path
      if (after !== '.')
        throw new SetError(`after ${spell(path)} comes ${JSON.stringify(after)}, expected "=", "." or "["`)
    }
  }

  #index(): number {
    const { text, stop } = this.#until(']')
    if (stop === '' || !/^[+-]?[0-9]+$/.test(text)) throw new SetError(`${JSON.stringify(text)} is no list index`)
    const index = Number(text)
    if (index < 0 || index > maxIndex) throw new SetError(`list index ${text} is outside 0 to ${maxIndex}`)
    return index
  }

  #value(): Json {
    const list = this.#list()
    return list === notList ? this.#typed(this.#until(',').text) : list
  }

  #list(): Json[] | typeof notList {
    if (this.#text[this.#at] !== '{') return notList
    this.#at++
    const list: Json[] = []
    for (;;) {
      const { text, stop } = this.#until(',}')
      if (stop === '') throw new SetError('a list must end with "}"')
      list.push(this.#typed(text))
      if (stop === '}') {
        if (this.#text[this.#at] === ',') this.#at++
        return list
      }
    }
  }

  #json(): Json {
    const rest = this.#text.slice(this.#at)
    const blank = /^\s*(,|$)/.exec(rest)
    if (blank) {
      this.#at += blank[0].length
      return null
    }
    const length = jsonLength(rest)
    const value = parseJson(rest.slice(0, length))
    this.#at += length
    this.#at += /^\s*,?/.exec(this.#text.slice(this.#at))?.[0].length ?? 0
    return value
  }

  /** Text up to one of the stop characters, with backslash escapes taken out; `stop` is '' at the end. */
  #until(stops: string): { text: string; stop: string } {
    let text = ''
    while (this.#at < this.#text.length) {
      const char = this.#text.charAt(this.#at++)
      if (stops.includes(char)) return { text, stop: char }
      if (char === '\\') text += this.#text.charAt(this.#at++)
      else text += char
    }
    return { text, stop: '' }
  }

  #typed(text: string): Json {
    if (this.#flag === '--set-string') return text
    const lower = text.toLowerCase()
    if (lower === 'true') return true
    if (lower === 'false') return false
    if (lower === 'null') return null
    if (text === '0') return 0
    // A leading zero keeps the text a string, as in Helm; so do fractions.
    if (!/^[+-]?[1-9][0-9]*$|^[+-]0[0-9]*$/.test(text)) return text
    const number = Number(text)
    // `+ 0` turns -0, which is the integer 0, into 0.
    if (Number.isSafeInteger(number)) return number + 0
    const big = BigInt(text)
    return BigInt.asIntN(64, big) === big ? big : text
  }
}

/** How far the JSON value at the start of a text reaches. */
function jsonLength(text: string): number {
  let depth = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const char = text[i]
    if (quoted) {
      if (char === '\\') i++
      else if (char === '"') quoted = false
      if (!quoted && depth === 0) return i + 1
    } else if (char === '"') quoted = true
    else if (char === '{' || char === '[') depth++
    else if (char === '}' || char === ']') {
      if (--depth <= 0) return i + 1
    } else if (depth === 0 && (char === ',' || /\s/.test(char ?? '')) && text.slice(0, i).trim() !== '') return i
  }
  return text.length
}
