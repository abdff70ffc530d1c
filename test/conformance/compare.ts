import { isMap, type Json, type JsonMap } from '../../src/values/json.ts'
import type { Manifest } from '../../src/values/manifest.ts'
import { pointer } from '../../src/values/pointer.ts'

// What "equal" means for objects recorded from the controller: fixtures/golden/flagger/README.md.

/** Every difference of two sets of objects, as kind, name and path; none when they are equal. */
export function differences(actual: Manifest[], expected: Manifest[]): string[] {
  const ours = byIdentity(actual)
  const theirs = byIdentity(expected)
  const out: string[] = []
  for (const id of new Set([...ours.keys(), ...theirs.keys()])) {
    const mine = ours.get(id)
    const recorded = theirs.get(id)
    if (!mine) out.push(`${id}: missing`)
    else if (!recorded) out.push(`${id}: not recorded`)
    else
      diff(normal(mine), normal(recorded), [], (path, a, b) =>
        out.push(`${id} ${path}: ${text(a)}, recorded ${text(b)}`),
      )
  }
  return out
}

function byIdentity(objects: Manifest[]): Map<string, JsonMap> {
  return new Map(
    objects.map(object => {
      const { apiVersion, kind, metadata } = object
      return [`${apiVersion} ${kind} ${metadata.namespace ?? ''}/${metadata.name}`, JSON.parse(JSON.stringify(object))]
    }),
  )
}

function normal(object: JsonMap): Json {
  const copy: JsonMap = { ...object }
  delete copy['status']
  if (copy['kind'] === 'Secret') delete copy['data']
  if (copy['kind'] === 'Service' && isMap(copy['spec']) && Array.isArray(copy['spec']['ports'])) {
    const [first = null, ...rest] = copy['spec']['ports']
    copy['spec'] = { ...copy['spec'], ports: [first, ...sortedSet(rest)] }
  }
  return canonical(copy, '')
}

/** Lists that Flagger fills from Go maps, in random order. */
const sets = new Set(['headers', 'queryParams', 'conditions'])
const meaningfulWhenEmpty = new Set(['emptyDir', 'hosts'])
const zeroStructs = new Set(['strategy', 'updateStrategy', 'resources'])

function canonical(value: Json, key: string): Json {
  if (key === originalConfiguration && typeof value === 'string') return canonical(JSON.parse(value) as Json, '')
  if (Array.isArray(value)) {
    const items = value.map(item => canonical(item, ''))
    return sets.has(key) ? sortedSet(items) : items
  }
  if (!isMap(value)) return value
  const out: JsonMap = {}
  for (const [name, item] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const kept = canonical(item, name)
    const empty = kept !== null && typeof kept === 'object' && Object.keys(kept).length === 0
    if (kept === null || (empty && !meaningfulWhenEmpty.has(name)) || (empty && zeroStructs.has(name))) continue
    out[name] = kept
  }
  return out
}

const originalConfiguration = 'flagger.kubernetes.io/original-configuration'

function sortedSet(items: Json[]): Json[] {
  return [...items].sort((a, b) => (text(a) < text(b) ? -1 : 1))
}

function diff(a: Json | undefined, b: Json | undefined, path: string[], report: Report): void {
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let i = 0; i < Math.max(a.length, b.length); i++) diff(a[i], b[i], [...path, String(i)], report)
  } else if (isMap(a) && isMap(b)) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) diff(a[key], b[key], [...path, key], report)
  } else if (a !== b) {
    report(pointer(...path), a, b)
  }
}

type Report = (path: string, a: Json | undefined, b: Json | undefined) => void

function text(value: Json | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}
