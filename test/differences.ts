import { changesBetween } from '../src/values/changes.ts'
import { isMap, type Json } from '../src/values/json.ts'
import type { Manifest } from '../src/values/manifest.ts'

/** How two sets of objects differ, one line each: kind, name, path and both values. Null members of maps count as absent. */
export function differences(expected: readonly Manifest[], actual: readonly Manifest[]): string[] {
  const wanted = byIdentity(expected)
  const got = byIdentity(actual)
  const lines: string[] = []
  for (const [id, object] of wanted) {
    const other = got.get(id)
    if (!other) lines.push(`${id} is missing`)
    else {
      for (const { path, before, after } of changesBetween(comparable(object), comparable(other))) {
        lines.push(`${id} ${path}: expected ${show(before)}, got ${show(after)}`)
      }
    }
  }
  for (const id of got.keys()) if (!wanted.has(id)) lines.push(`${id} is too many`)
  return lines
}

function byIdentity(objects: readonly Manifest[]): Map<string, Json> {
  return new Map(objects.map(object => [`${object.kind} ${object.metadata?.name}`, object as Json]))
}

function comparable(value: Json): Json {
  if (Array.isArray(value)) return value.map(comparable)
  // Recorded JSON went through doubles.
  if (typeof value === 'bigint') return Number(value)
  if (!isMap(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([key, member]) => [key, comparable(member)]),
  )
}

function show(value: Json | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}
