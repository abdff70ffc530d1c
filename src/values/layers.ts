import { getKey, isMap, type Json, type JsonMap } from './json.ts'
import { coalesce, mergeFiles, mergePatch, type NullSemantics } from './merge.ts'
import { withoutSecrets } from './secret-values.ts'
import { type Assignment, assign, SetError, type SetFlag } from './set.ts'

/** A values file, or the chart's defaults beneath all files. */
export interface FileLayer {
  kind: 'file' | 'defaults'
  /** As people see it in findings: the file's path, or `chart defaults 4-22-0`. */
  name: string
  file: string
  /** null for defaults that are not a file at hand. */
  text: string | null
  data: JsonMap
}

/** One `--set…` argument. */
export interface SetLayer {
  kind: 'set'
  flag: SetFlag
  /** The argument as given. */
  text: string
  /** Counts the arguments of all three flags, from 1: its line in places. */
  ordinal: number
  assignments: Assignment[]
}

export type Layer = FileLayer | SetLayer

/** The merged values and what they were made of, lowest layer first. */
export interface Values {
  data: JsonMap
  layers: Layer[]
  nullSemantics: NullSemantics
}

const setOrder: Record<SetFlag, number> = { '--set-json': 0, '--set': 1, '--set-string': 2 }

/**
 * Merges layers in the order in which they count: defaults, files as given, then `--set-json`, `--set`, `--set-string` (Helm's
 * order, whatever the order on the command line).
 *
 * @throws SetError when a `--set` argument does not fit what is there
 */
export function mergeLayers(given: Layer[], nullSemantics: NullSemantics): Values {
  const layers = given.map(withoutSecrets)
  const defaults = layers.filter((layer): layer is FileLayer => layer.kind === 'defaults')
  const files = layers.filter((layer): layer is FileLayer => layer.kind === 'file')
  const sets = layers
    .filter((layer): layer is SetLayer => layer.kind === 'set')
    .sort((a, b) => setOrder[a.flag] - setOrder[b.flag])

  const over = nullSemantics === 'devtron' ? mergePatch : mergeFiles
  let data: JsonMap = {}
  for (const file of files) data = over(data, file.data)
  if (sets.length > 0) {
    data = structuredClone(data)
    for (const set of sets) applySet(data, set)
    if (nullSemantics === 'devtron') data = mergePatch({}, data)
  }
  for (const layer of defaults) data = coalesce(data, layer.data, nullSemantics === 'helm4' ? 'helm4' : 'helm3')
  return { data, layers: [...defaults, ...files, ...sets], nullSemantics }
}

function applySet(data: JsonMap, set: SetLayer): void {
  for (const assignment of set.assignments) {
    try {
      assign(data, assignment)
    } catch (error) {
      if (error instanceof SetError) throw new SetError(`${set.flag} ${set.text}: ${error.message}`)
      throw error
    }
  }
}

/** What one layer says about a path: it gives a value, it cuts away what lies beneath a scalar of its own, or nothing. */
export type Say = { kind: 'sets'; value: Json } | { kind: 'clears'; value: Json; depth: number } | null

/** The layer's word on a path; `depth` counts the segments to the value that cuts the path off. */
export function sayOf(layer: Layer, path: string[]): Say {
  if (layer.kind !== 'set') return descend(layer.data, path, 0)
  for (const assignment of layer.assignments.toReversed()) {
    const common = assignment.path.length
    const isAbove = assignment.path.every((segment, i) => i >= path.length || String(segment) === path[i])
    if (!isAbove) continue
    if (common > path.length) return { kind: 'sets', value: assignment.value }
    const say = descend(assignment.value, path, common)
    if (say) return say
  }
  return null
}

function descend(root: Json, path: string[], from: number): Say {
  let value: Json | undefined = root
  let inList = false
  for (let depth = from; depth < path.length; depth++) {
    const segment = path[depth] as string
    let next: Json | undefined
    if (isMap(value)) {
      next = getKey(value, segment)
      if (next === undefined && !inList) return null
    } else if (Array.isArray(value)) {
      next = value[Number(segment)]
      // A list replaces the one beneath it whole: what its items lack, no lower layer gives.
      inList = true
    }
    if (next === undefined) return { kind: 'clears', value: value ?? null, depth }
    value = next
  }
  return value === null ? { kind: 'clears', value: null, depth: path.length } : { kind: 'sets', value: value as Json }
}
