import { isMap, type Json } from '../values/json.ts'
import { dataOf, groupOf, type Manifest } from '../values/manifest.ts'
import type { Objects } from './identity.ts'

/** An object on both sides, or on one. */
export type Pair = { before: Manifest; after: Manifest | null } | { before: null; after: Manifest }

/** The object as it is last seen. */
export function lastOf(pair: Pair): Manifest {
  return pair.before === null ? pair.after : (pair.after ?? pair.before)
}

/** The objects of two sides by identity; what is alike, but is called otherwise now, is a pair too. */
export function pairsOf(before: Objects, after: Objects): Pair[] {
  const pairs: Pair[] = []
  const gone: Manifest[] = []
  const fresh: Manifest[] = []
  for (const [id, object] of before) {
    const other = after.get(id)
    if (!other) gone.push(object)
    else if (other !== object) pairs.push({ before: object, after: other })
  }
  for (const [id, object] of after) if (!before.has(id)) fresh.push(object)
  const renamed = renames(gone, fresh)
  const taken = new Set(renamed.flatMap(({ before, after }) => [before, after]))
  return [
    ...pairs,
    ...renamed,
    ...gone.filter(object => !taken.has(object)).map(object => ({ before: object, after: null })),
    ...fresh.filter(object => !taken.has(object)).map(object => ({ before: null, after: object })),
  ]
}

/** How much of two objects has to be the same to call it a rename; Git takes half of a file. */
const alikeEnough = 0.6
/** Beyond this many comparisons of one kind nobody looks for renames any more. */
const mostComparisons = 20_000

/** The most alike first, each object once. */
function renames(gone: readonly Manifest[], fresh: readonly Manifest[]): { before: Manifest; after: Manifest }[] {
  const freshByKind = byKind(fresh)
  const candidates: { before: Manifest; after: Manifest; alike: number }[] = []
  for (const [kind, old] of byKind(gone)) {
    const others = freshByKind.get(kind) ?? []
    if (old.length * others.length > mostComparisons) continue
    const leaves = new Map(others.map(object => [object, leavesOf(object)]))
    for (const before of old) {
      const own = leavesOf(before)
      for (const [after, other] of leaves) {
        const alike = similarity(own, other)
        if (alike >= alikeEnough) candidates.push({ before, after, alike })
      }
    }
  }
  const taken = new Set<Manifest>()
  return candidates
    .sort((a, b) => b.alike - a.alike)
    .filter(({ before, after }) => {
      if (taken.has(before) || taken.has(after)) return false
      taken.add(before).add(after)
      return true
    })
}

function byKind(objects: readonly Manifest[]): Map<string, Manifest[]> {
  const groups = new Map<string, Manifest[]>()
  for (const object of objects) {
    const kind = `${groupOf(object.apiVersion)}/${object.kind}`
    const group = groups.get(kind)
    if (group) group.push(object)
    else groups.set(kind, [object])
  }
  return groups
}

/** The fields beside the name, one text for each value. What is called like the object itself goes along with its name. */
function leavesOf(object: Manifest): Set<string> {
  const leaves = new Set<string>()
  const { apiVersion: _, kind: __, metadata, ...rest } = dataOf(object)
  const { name, namespace: ___, ...labels } = metadata as Record<string, Json>
  collect({ metadata: labels, ...rest }, '', String(name), leaves)
  return leaves
}

function collect(value: Json, path: string, name: string, leaves: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, `${path}/*`, name, leaves)
  else if (isMap(value))
    for (const key of Object.keys(value)) collect(value[key] as Json, `${path}/${key}`, name, leaves)
  else leaves.add(`${path}=${String(value).replaceAll(name, '*')}`)
}

/** The share of leaves that both have (Jaccard); nothing at all is like nothing. */
function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let same = 0
  for (const leaf of a) if (b.has(leaf)) same++
  const all = a.size + b.size - same
  return all === 0 ? 0 : same / all
}
