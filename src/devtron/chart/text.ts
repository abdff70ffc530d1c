import type { Problem } from '../../values/finding.ts'
import { getKey, isMap, type Json } from '../../values/json.ts'
import { dotted, escapeSegment, type Pointer, pointer } from '../../values/pointer.ts'
import { quote as shown } from '../../values/quote.ts'
import { print, quote, toYaml, truthy } from '../go.ts'

/** A value and where it stands in the values. */
export interface Node {
  value: Json | undefined
  path: Pointer
}

export function isSet(node: Node): boolean {
  return truthy(node.value)
}

/** A stretch of the text that came from a value, so that a parse error can name it. */
export interface Slot {
  start: number
  end: number
  path: Pointer
}

/**
 * How an unquoted `{{ .x }}` reaches the text. `go`: as Helm prints it, so that YAML reads it anew and may change its type.
 * `typed`: in a form that reads back as the very value.
 */
export type Printing = 'go' | 'typed'

/** One template file of the chart while it is being executed. Failures are gathered, as Go would stop at the first. */
export class ChartText {
  text = ''
  readonly slots: Slot[] = []
  readonly failures: Problem[] = []
  readonly #printing: Printing

  constructor(printing: Printing) {
    this.#printing = printing
  }

  /** `.a.b`: a missing key is null, but a field of null or of anything that is no map stops the template. */
  field(node: Node, key: string): Node {
    const path = node.path + pointer(key)
    if (isMap(node.value)) return { value: getKey(node.value, key), path }
    const name = dotted(node.path)
    const is = node.value === undefined ? 'missing' : shown(node.value)
    this.fail(node, `${name} is ${is}, but the chart reads ${name}.${key}`)
    return { value: undefined, path }
  }

  /** `range`: the items of a list, or the values of a map by sorted key. */
  items(node: Node): Node[] {
    const { value, path } = node
    if (Array.isArray(value)) return value.map((item, i) => ({ value: item, path: path + pointer(i) }))
    if (isMap(value)) {
      return Object.keys(value)
        .sort()
        .map(key => ({ value: value[key], path: `${path}/${escapeSegment(key)}` }))
    }
    const is = value === undefined ? 'missing' : shown(value)
    this.fail(node, `${dotted(path)} is ${is}, but the chart goes through it as a list`)
    return []
  }

  /** Text of the template itself; a newline stands before a line, as `{{-` leaves it. */
  add(text: string): this {
    this.text += text
    return this
  }

  /** `{{ .x }}` */
  value(node: Node): this {
    const { value } = node
    return this.#slot(node, this.#printing === 'go' || value === undefined ? print(value) : inline(value))
  }

  /** `{{ .x }}` within text of the template, such as a URL: never typed, since it is only a part of a value. */
  part(node: Node): this {
    return this.#slot(node, print(node.value))
  }

  /** `{{ .x | quote }}` */
  quoted(node: Node): this {
    return this.#slot(node, quote(node.value))
  }

  /** A line break and `{{ toYaml .x | indent n }}` */
  yaml(node: Node, indent: number): this {
    return this.add('\n').#slot(node, toYaml(node.value ?? null, indent))
  }

  /** A value is at fault once, however much of it the template reads. */
  fail(node: Node, message: string): void {
    if (this.failures.some(({ path }) => path === node.path)) return
    this.failures.push({ code: 'DT050', severity: 'error', message, object: null, path: node.path })
  }

  #slot(node: Node, text: string): this {
    const start = this.text.length
    this.text += text
    this.slots.push({ start, end: this.text.length, path: node.path })
    return this
  }
}

/** A value on one line of YAML that reads back as itself. */
function inline(value: Json): string {
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value)
}
