import { unmarked } from '../../lint/example.ts'
import { allDescriptions, type Description } from '../../lint/rules/describe.ts'
import { type Pointer, pointer, segments } from '../../values/pointer.ts'
import { type Located, locateYaml } from '../../values/yaml/index.ts'

/** `values` for Devtron values, else a kind of object. */
export type Subject = string

interface Entry {
  subject: Subject
  path: string
  rule: Description
}

let index: Entry[] | null = null

/**
 * The rules that find something in a field or below it. What a rule objects to is marked in its bad example, so that no list of
 * fields has to be kept beside the rules.
 */
export function rulesAbout(subject: Subject, path: Pointer): Description[] {
  index ??= allDescriptions().flatMap(entriesOf)
  const wanted = anyIndex(path)
  const found = index.filter(
    entry => entry.subject === subject && (entry.path === wanted || entry.path.startsWith(`${wanted}/`)),
  )
  return [...new Set(found.map(({ rule }) => rule))]
}

function entriesOf(rule: Description): Entry[] {
  if (!rule.bad) return []
  const { text, ranges } = unmarked(rule.bad)
  const isValues = rule.bad.input === 'values'
  return locateYaml(text).documents.flatMap(root =>
    ranges.flatMap(range => {
      const path = pathOfRange(root, range, [])
      return path === null ? [] : [{ subject: isValues ? 'values' : kindOf(root, text), path: anyIndex(path), rule }]
    }),
  )
}

function kindOf(root: Located, text: string): string {
  const kind = root.entries?.get('kind')?.value
  return kind ? text.slice(kind.start, kind.end) : ''
}

interface Range {
  start: number
  end: number
}

function pathOfRange(node: Located, range: Range, path: (string | number)[]): Pointer | null {
  if (isSame(node, range)) return pointer(...path)
  for (const [key, { keyStart, keyEnd, value }] of node.entries ?? []) {
    if (isSame({ start: keyStart, end: keyEnd }, range)) return pointer(...path, key)
    const inner = pathOfRange(value, range, [...path, key])
    if (inner !== null) return inner
  }
  for (const [i, item] of (node.items ?? []).entries()) {
    const inner = pathOfRange(item, range, [...path, i])
    if (inner !== null) return inner
  }
  return null
}

function isSame(a: Range, b: Range): boolean {
  return a.start === b.start && a.end === b.end
}

/** Items of a list are all alike. */
function anyIndex(path: Pointer): string {
  return pointer(...segments(path).map(step => (/^\d+$/.test(step) ? '*' : step)))
}
