import { isSeq, isMap as isYamlMap, type Node, parseDocument, type YAMLMap } from 'yaml'
import { isMap, type Json, type JsonMap, sameData } from '../../values/json.ts'
import { parseOptions } from './bundle/documents.ts'
import { comparePatchKey } from './bundle/options.ts'
import type { ComparePatch, Operation } from './compare-patches.ts'
import { addItems, addKey, block, childOf, type Layout, layoutOf, rangeOf, type Splice, splice } from './yaml-lines.ts'

export type Edited = { text: string } | { error: string }

/**
 * A fleet.yaml with comparePatches added: an entry for the same object gets what it lacks, others are appended. Only lines are
 * added; comments and everything else stay byte for byte. A file that cannot be changed so is refused.
 */
export function addComparePatches(text: string, patches: ComparePatch[]): Edited {
  const document = parseDocument(text, { ...parseOptions, keepSourceTokens: true })
  const fault = document.errors[0]
  if (fault) return { error: fault.message }
  const before: Json = document.toJS() ?? {}
  if (!isMap(before)) return { error: 'the file is no map' }
  const merged = bySubject(patches)
  const wanted = withPatches(before, merged)
  if (sameData(before, wanted)) return { text }
  const layout = layoutOf(text, document.contents)
  const edited = splice(text, splices(text, document.contents, merged, layout))
  const after: Json = parseDocument(edited, parseOptions).toJS() ?? {}
  return sameData(after, wanted)
    ? { text: edited }
    : { error: 'the layout of the file leaves no place for more entries' }
}

/** One patch for each object. */
function bySubject(patches: ComparePatch[]): ComparePatch[] {
  const out = new Map<string, ComparePatch>()
  for (const patch of patches) {
    const key = comparePatchKey(asData(patch))
    const known = out.get(key)
    if (!known) out.set(key, patch)
    else {
      const { jsonPointers, operations } = missingIn(asData(known), patch)
      const pointers = [...(known.jsonPointers ?? []), ...jsonPointers]
      const steps = [...(known.operations ?? []), ...operations]
      out.set(key, {
        ...known,
        ...(pointers.length > 0 && { jsonPointers: pointers }),
        ...(steps.length > 0 && { operations: steps }),
      })
    }
  }
  return [...out.values()]
}

/** The same on data: what the edited file has to say. */
function withPatches(options: JsonMap, patches: ComparePatch[]): JsonMap {
  const diff = isMap(options['diff']) ? options['diff'] : {}
  const entries = Array.isArray(diff['comparePatches']) ? [...diff['comparePatches']] : []
  for (const patch of patches) {
    const place = entries.findIndex(entry => isMap(entry) && comparePatchKey(entry) === comparePatchKey(asData(patch)))
    const entry = entries[place]
    if (!isMap(entry)) {
      entries.push(asData(patch))
      continue
    }
    const { jsonPointers, operations } = missingIn(entry, patch)
    const added = {
      ...(jsonPointers.length > 0 && { jsonPointers: [...listAt(entry, 'jsonPointers'), ...jsonPointers] }),
      ...(operations.length > 0 && { operations: [...listAt(entry, 'operations'), ...operations.map(asData)] }),
    }
    entries[place] = { ...entry, ...added }
  }
  return entries.length === 0 ? options : { ...options, diff: { ...diff, comparePatches: entries } }
}

/** What of a patch an entry for the same object does not say yet. */
function missingIn(entry: JsonMap, patch: ComparePatch): { jsonPointers: string[]; operations: Operation[] } {
  const [pointers, operations] = [listAt(entry, 'jsonPointers'), listAt(entry, 'operations')]
  return {
    jsonPointers: (patch.jsonPointers ?? []).filter(path => !pointers.includes(path)),
    operations: (patch.operations ?? []).filter(each => !operations.some(own => sameData(own, asData(each)))),
  }
}

function splices(text: string, root: Node | null, patches: ComparePatch[], layout: Layout): Splice[] {
  const diff = isYamlMap(root) ? childOf(root, 'diff') : null
  const list = isYamlMap(diff) ? childOf(diff, 'comparePatches') : null
  const items = isSeq(list) ? list.items : []
  const out: Splice[] = []
  const fresh: Json[] = []
  for (const patch of patches) {
    const item = items.find(each => isEntryFor(each, patch))
    if (isYamlMap(item)) out.push(...spliceEntry(text, item, patch, layout))
    else fresh.push(asData(patch))
  }
  if (fresh.length === 0) return out
  if (isSeq(list) && items.length > 0) return [...out, addItems(text, list, fresh, layout)]
  if (isYamlMap(diff) && diff.items.length > 0) return addKey(text, diff, 'comparePatches', fresh, layout)
  if (isYamlMap(root) && root.items.length > 0) return addKey(text, root, 'diff', { comparePatches: fresh }, layout)
  const lines = block({ diff: { comparePatches: fresh } }, 0, layout)
  if (isYamlMap(root)) return [{ ...rangeOf(root), text: lines.trimEnd() }]
  const gap = text === '' || text.endsWith('\n') ? '' : layout.newline
  return [{ at: text.length, end: text.length, text: gap + lines }]
}

function spliceEntry(text: string, item: YAMLMap, patch: ComparePatch, layout: Layout): Splice[] {
  const missing = missingIn(dataOf(item), patch)
  const lists: [string, Json[]][] = [
    ['jsonPointers', missing.jsonPointers],
    ['operations', missing.operations.map(asData)],
  ]
  return lists.flatMap(([key, added]) => {
    if (added.length === 0) return []
    const list = childOf(item, key)
    if (isSeq(list) && list.items.length > 0) return [addItems(text, list, added, layout)]
    return addKey(text, item, key, added, layout)
  })
}

function isEntryFor(item: unknown, patch: ComparePatch): boolean {
  return isYamlMap(item) && comparePatchKey(dataOf(item)) === comparePatchKey(asData(patch))
}

function dataOf(map: YAMLMap): JsonMap {
  const data: Json = map.toJSON()
  return isMap(data) ? data : {}
}

/** Patches and operations are data already; `undefined` is left out. */
function asData(value: ComparePatch | Operation): JsonMap {
  return JSON.parse(JSON.stringify(value))
}

function listAt(map: JsonMap, key: string): Json[] {
  const value = map[key]
  return Array.isArray(value) ? value : []
}
