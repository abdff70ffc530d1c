import type { Place } from './finding.ts'
import type { Json } from './json.ts'
import { type FileLayer, type Layer, type SetLayer, sayOf, type Values } from './layers.ts'
import { type Pointer, segments } from './pointer.ts'
import { spanAt } from './span.ts'
import { type Located, lineStarts, locateYaml } from './yaml/index.ts'

/** One layer's word on a value, for `explain` and for the places of findings. */
export interface Origin {
  layer: Layer
  place: Place
  /** The value this layer gives, or null when it removes the value. */
  value: Json
  effect: 'sets' | 'clears'
}

/** Every layer that says something about a path, lowest first; the last one that sets it wins. */
export function originsOf(values: Values, path: Pointer): Origin[] {
  const parts = segments(path)
  const origins: Origin[] = []
  for (const layer of values.layers) {
    const say = sayOf(layer, parts)
    if (!say) continue
    const depth = say.kind === 'clears' ? say.depth : parts.length
    origins.push({ layer, place: placeOf(layer, parts.slice(0, depth), 'value'), value: say.value, effect: say.kind })
  }
  return origins
}

/**
 * Where the value at a path was written, or where it was cut off. A value that only the chart's defaults give is placed at the
 * nearest ancestor that the user wrote, in a file if there is one, because that is where it can be changed.
 */
export function placeOfValue(values: Values, path: Pointer, part: 'key' | 'value'): Place {
  const parts = segments(path)
  for (let length = parts.length; length >= 0; length--) {
    const ancestor = parts.slice(0, length)
    const isWhole = length === parts.length
    const found = isWhole
      ? lastWord(values, ancestor, ['file', 'set'])
      : (lastWord(values, ancestor, ['file']) ?? lastWord(values, ancestor, ['set']))
    if (found?.say.kind === 'sets') return placeOf(found.layer, ancestor, isWhole ? part : 'key')
    if (found) return placeOf(found.layer, ancestor.slice(0, found.say.depth), 'value')
  }
  const lowest = values.layers.find(({ kind }) => kind !== 'defaults') ?? values.layers[0]
  return lowest
    ? placeOf(lowest, [], 'value')
    : { file: 'values', line: 1, column: 1, endLine: 1, endColumn: 1, layer: null }
}

/** The highest layer that says something about a path, and what it says. */
function lastWord(values: Values, parts: string[], kinds: Layer['kind'][]) {
  for (const layer of values.layers.toReversed()) {
    const say = kinds.includes(layer.kind) ? sayOf(layer, parts) : null
    if (say) return { layer, say }
  }
  return null
}

function placeOf(layer: Layer, parts: string[], part: 'key' | 'value'): Place {
  return layer.kind === 'set' ? spanAtArgument(layer, parts) : spanAtFile(layer, parts, part)
}

/** `--set` arguments have places too: the flag is the file, the n-th argument is line n. */
function spanAtArgument(layer: SetLayer, parts: string[]): Place {
  const hit = layer.assignments.findLast(({ path }) =>
    path.every((segment, i) => i >= parts.length || String(segment) === parts[i]),
  )
  return {
    file: layer.flag,
    line: layer.ordinal,
    column: (hit?.start ?? 0) + 1,
    endLine: layer.ordinal,
    endColumn: (hit?.end ?? layer.text.length) + 1,
    layer: `${layer.flag} ${layer.text}`,
  }
}

function spanAtFile(layer: FileLayer, parts: string[], part: 'key' | 'value'): Place {
  const { file, name, text } = layer
  const root = documentOf(layer)
  if (text === null || root === null) return { file, line: 1, column: 1, endLine: 1, endColumn: 1, layer: name }
  const range = rangeOf(root, parts, part)
  return { file, layer: name, ...spanAt(startsOf(layer), range.start, range.end) }
}

/** The range of a key or value, or of the deepest ancestor that the document has. */
export function rangeOf(root: Located, parts: string[], part: 'key' | 'value'): { start: number; end: number } {
  let node = root
  let key: { start: number; end: number } | null = null
  for (const segment of parts) {
    const entry = node.entries?.get(segment)
    const next = entry?.value ?? node.items?.[Number(segment)]
    if (!next) return key ?? { start: node.start, end: node.start }
    key = entry ? { start: entry.keyStart, end: entry.keyEnd } : { start: next.start, end: next.end }
    node = next
  }
  return part === 'key' && key ? key : { start: node.start, end: node.end }
}

const documents = new WeakMap<FileLayer, Located | null>()
const starts = new WeakMap<FileLayer, ReturnType<typeof lineStarts>>()

/** Made when the first finding asks for it, and kept: most runs never need it. */
function documentOf(layer: FileLayer): Located | null {
  let root = documents.get(layer)
  if (root === undefined) {
    root = layer.text === null ? null : (locateYaml(layer.text).documents[0] ?? null)
    documents.set(layer, root)
  }
  return root
}

function startsOf(layer: FileLayer): ReturnType<typeof lineStarts> {
  let lines = starts.get(layer)
  if (lines === undefined) {
    lines = lineStarts(layer.text ?? '')
    starts.set(layer, lines)
  }
  return lines
}
