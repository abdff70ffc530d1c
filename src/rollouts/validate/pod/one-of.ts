import { isMap, type JsonMap } from '../../../values/json.ts'
import type { Pointer } from '../../../values/pointer.ts'
import type { Violation } from '../../decode/constraints.ts'

/** A union without a tag: exactly one of the fields must be there. */
export function oneOf(value: JsonMap, names: readonly string[], path: Pointer): Violation[] {
  const none = names.every(name => value[name] === undefined)
  return none ? [{ path, message: `needs one of ${names.join(', ')}` }] : atMostOne(value, names, path)
}

export function atMostOne(value: JsonMap, names: readonly string[], path: Pointer): Violation[] {
  const [first, ...others] = names.filter(name => value[name] !== undefined)
  return others.map(name => ({ path: `${path}/${name}`, message: `cannot be given together with ${first}` }))
}

/** The field as a map; an empty one when it is anything else. */
export function mapAt(value: { [field: string]: unknown }, name: string): JsonMap {
  const found = value[name]
  return isMap(found) ? found : {}
}

/** The maps in a list field, with their paths. */
export function mapsAt(
  value: { [field: string]: unknown },
  name: string,
  path: Pointer,
): { item: JsonMap; at: Pointer }[] {
  const found = value[name]
  return Array.isArray(found)
    ? found.flatMap((item, i) => (isMap(item) ? [{ item, at: `${path}/${name}/${i}` }] : []))
    : []
}

/** Values that stand there a second time. */
export function repeated(values: { value: string; at: Pointer }[]): Violation[] {
  const seen = new Set<string>()
  return values.flatMap(({ value, at }) => {
    if (seen.has(value)) return [{ path: at, message: `${JSON.stringify(value)} is there already` }]
    seen.add(value)
    return []
  })
}
