import { getKey, isMap, type Json } from './json.ts'

/** A JSON pointer (RFC 6901): `''` is the whole document, `/spec/service/port` a field, `/spec/hosts/0` a list item. */
export type Pointer = string

export function pointer(...segments: (string | number)[]): Pointer {
  let out = ''
  for (const segment of segments) out += `/${escapeSegment(String(segment))}`
  return out
}

export function escapeSegment(segment: string): string {
  return segment.includes('~') || segment.includes('/') ? segment.replaceAll('~', '~0').replaceAll('/', '~1') : segment
}

export function segments(path: Pointer): string[] {
  if (path === '') return []
  return path
    .slice(1)
    .split('/')
    .map(segment => (segment.includes('~') ? segment.replaceAll('~1', '/').replaceAll('~0', '~') : segment))
}

/** The path of the map or list that holds what a path leads to. */
export function parent(path: Pointer): Pointer {
  return path.slice(0, path.lastIndexOf('/'))
}

/** The value at a path, or undefined when the path leaves the document. */
export function valueAt(root: Json | undefined, path: Pointer): Json | undefined {
  let value = root
  for (const segment of segments(path)) {
    if (Array.isArray(value)) value = value[Number(segment)]
    else if (isMap(value)) value = getKey(value, segment)
    else return undefined
  }
  return value
}

/** `/flaggerCanary/match/0/uri` as people write it: `flaggerCanary.match[0].uri`. */
export function dotted(path: Pointer): string {
  let out = ''
  for (const segment of segments(path)) {
    if (/^(0|[1-9][0-9]*)$/.test(segment)) out += `[${segment}]`
    else if (/^[A-Za-z_][\w-]*$/.test(segment)) out += out === '' ? segment : `.${segment}`
    else out += `["${segment}"]`
  }
  return out
}
