/** What YAML and JSON inputs hold. An integer that a double cannot keep exactly is a bigint. */
export type Json = null | boolean | number | bigint | string | Json[] | JsonMap
export interface JsonMap {
  [key: string]: Json
}

export function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Sets a key that may be `__proto__`, which plain assignment would turn into a prototype. */
export function setKey(map: JsonMap, key: string, value: Json): void {
  if (key === '__proto__') {
    Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true })
  } else {
    map[key] = value
  }
}

/** The own value of a key; a name that lives on the prototype (`constructor`) is absent. */
export function getKey(map: JsonMap, key: string): Json | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined
}

/**
 * Whether a key is there. Reading the value first is the fast way to learn that it is not; a name on the prototype needs the
 * second look.
 */
export function holdsKey(map: JsonMap, key: string): boolean {
  return map[key] !== undefined && Object.hasOwn(map, key)
}

/** The word people use for a value's type in messages. */
export function typeName(value: unknown): 'null' | 'boolean' | 'number' | 'string' | 'list' | 'map' {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'list'
  const type = typeof value
  if (type === 'bigint' || type === 'number') return 'number'
  if (type === 'boolean' || type === 'string') return type
  return 'map'
}

/** Deep equality of data; the order of keys does not matter. */
export function sameData(a: Json | undefined, b: Json | undefined): boolean {
  if (Object.is(a, b)) return true
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => sameData(item, b[i]))
  }
  if (!isMap(a) || !isMap(b)) return a === b
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every(key => Object.hasOwn(b, key) && sameData(a[key], b[key]))
}

/** JSON text, with big integers exact, which JSON.stringify refuses. */
export function printJson(value: unknown, indent = '  ', margin = '\n'): string {
  if (typeof value === 'bigint') return String(value)
  const inner = margin + indent
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    return `[${value.map(item => inner + printJson(item ?? null, indent, inner)).join(',')}${margin}]`
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  if (members.length === 0) return '{}'
  return `{${members.map(([key, member]) => `${inner}${JSON.stringify(key)}: ${printJson(member, indent, inner)}`).join(',')}${margin}}`
}
