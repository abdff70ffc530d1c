import { resolve } from 'node:path'
import { InputError, readText } from '../../../project/read.ts'
import type { Finding, Place, Severity } from '../../../values/finding.ts'
import { isMap, type Json, type JsonMap, sameData } from '../../../values/json.ts'
import { rangeOf } from '../../../values/origin.ts'
import { dotted, type Pointer, pointer, segments, valueAt } from '../../../values/pointer.ts'
import { type Located, lineStarts, locateYaml, placeAt } from '../../../values/yaml/index.ts'
import { printedName, textName, type ValuesText } from './function-config.ts'
import { identityOf, type Resource, type ResourceList } from './resource-list.ts'

/** A result of a function, as kpt shows it. */
export interface Result {
  message: string
  severity: Severity
  resourceRef?: JsonMap
  field?: { path: string }
  file?: { path: string; index: number }
  /** `line` and `column` are there when the file could be read and says the same as the item. */
  tags?: Record<string, string>
}

/** What concerns the function itself: its config, its input. */
export function ownResult(message: string, config: Resource | null): Result {
  return { message, severity: 'error', ...aboutResource(config) }
}

/** Findings have places in the ResourceList; results have those of the files that it was made of. */
export function resultOf(finding: Finding, list: ResourceList, values: ValuesText | null, maxSize: number): Result {
  const { code, message, severity, place, help } = finding
  const spot = (values && spotInValues(finding, list, values)) ?? spotInList(place, list)
  const line = spot && lineOf(spot, maxSize)
  return {
    message: spot?.within ? `${spot.within} ${message}` : message,
    severity,
    ...aboutResource(spot?.resource ?? null),
    ...(spot && spot.path !== '' ? { field: { path: dotted(spot.path) } } : {}),
    tags: { code, ...line, ...(help ? { help } : {}) },
  }
}

function aboutResource(resource: Resource | null): Pick<Result, 'resourceRef' | 'file'> {
  if (!resource) return {}
  const { data, origin } = resource
  const { name = '', namespace } = isMap(data['metadata']) ? data['metadata'] : {}
  return {
    resourceRef: {
      apiVersion: data['apiVersion'] ?? '',
      kind: data['kind'] ?? '',
      ...(namespace === undefined ? {} : { namespace }),
      name,
    },
    ...(origin ? { file: { path: origin.path, index: origin.index } } : {}),
  }
}

/** A key or value of an item or of the functionConfig. */
interface Spot {
  resource: Resource
  path: Pointer
  part: 'key' | 'value'
  /** A place in values that are a text. */
  within?: string
}

/** Null for values that stand in the list. */
function spotInValues({ place, path }: Finding, { config }: ResourceList, { at }: ValuesText): Spot | null {
  if (!config) return null
  if (place.file === printedName) return { resource: config, path: at + path, part: 'value' }
  const within = `line ${place.line}, column ${place.column}:`
  return place.file === textName ? { resource: config, path: at, part: 'value', within } : null
}

function spotInList(place: Place, { text, root, items, config }: ResourceList): Spot | null {
  const starts = lineStarts(text)
  const [start, end] = [offset(starts, place.line, place.column), offset(starts, place.endLine, place.endColumn)]
  const { path, part } = innermost(root, start, end)
  const [top = '', index = ''] = segments(path)
  const resource = top === 'functionConfig' ? config : items[Number(index)]
  if (!resource || (top === 'items' && index === '')) return null
  return { resource, path: path.slice(resource.at.length), part }
}

function offset(starts: readonly number[], line: number, column: number): number {
  return (starts[line - 1] ?? 0) + column - 1
}

/** The deepest key or value that a range lies in. */
function innermost(root: Located, start: number, end: number): { path: Pointer; part: 'key' | 'value' } {
  const holds = (node: { start: number; end: number }) => node.start <= start && end <= node.end
  let node = root
  let path: Pointer = ''
  for (;;) {
    const keyed = [...(node.entries ?? [])].find(
      ([, { keyStart, keyEnd, value }]) => holds({ start: keyStart, end: keyEnd }) || holds(value),
    )
    const listed = node.items?.findIndex(holds) ?? -1
    if (keyed) {
      path += pointer(keyed[0])
      if (!holds(keyed[1].value)) return { path, part: 'key' }
      node = keyed[1].value
    } else if (listed >= 0) {
      path += pointer(listed)
      node = node.items?.[listed] ?? node
    } else return { path, part: 'value' }
  }
}

/** Where it stands in its file; null unless the file is at hand and has the same object with the same value there. */
function lineOf({ resource, path, part }: Spot, maxSize: number): { line: string; column: string } | null {
  const { origin, data } = resource
  if (!origin) return null
  const text = textOf(resolve(origin.folder ?? '.', origin.path), maxSize)
  const document = text === null ? undefined : documentOf(text, origin.index)
  if (text === null || !document || !isMap(document.value) || identityOf(document.value) !== identityOf(data))
    return null
  if (!sameData(valueAt(document.value, path), valueAt(data, path) as Json)) return null
  const { line, column } = placeAt(lineStarts(text), rangeOf(document, segments(path), part).start)
  return { line: String(line), column: String(column) }
}

function documentOf(text: string, index: number): Located | undefined {
  return locateYaml(text).documents.filter(({ value }) => value !== null)[index]
}

function textOf(file: string, maxSize: number): string | null {
  try {
    return readText(file, maxSize)
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

/** For stderr: kustomize drops results. */
export function resultLine({ message, severity, field, file, tags }: Result): string {
  const { line, column, code } = tags ?? {}
  const place = file ? `${file.path}${line ? `:${line}:${column}` : ''}: ` : ''
  return `${place}${severity}: ${field ? `${field.path}: ` : ''}${message}${code ? ` [${code}]` : ''}\n`
}
