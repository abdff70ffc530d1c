import type { Problem } from './finding.ts'
import { isMap, type Json } from './json.ts'
import { dotted, escapeSegment, type Pointer, segments } from './pointer.ts'
import { nodeAt } from './schema.ts'

/** Devtron replaces `@{{NAME}}` before the chart sees the values; one that is left over means nothing to anybody. */
const variable = /@\{\{([^{}]+)\}\}/g

/** The places whose text still holds a variable. */
export function unresolved(values: Json): Map<Pointer, string[]> {
  const found = new Map<Pointer, string[]>()
  const visit = (value: Json, path: Pointer) => {
    if (typeof value === 'string') {
      if (value.includes('@{{')) collect(value, path)
    } else if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) visit(item, `${path}/${i}`)
    } else if (isMap(value)) {
      for (const key in value) visit(value[key] ?? null, `${path}/${escapeSegment(key)}`)
    }
  }
  const collect = (text: string, path: Pointer) => {
    const names = [...text.matchAll(variable)].map(([, name = '']) => name.trim())
    if (names.length > 0) found.set(path, [...new Set(names)])
  }
  if (holdsVariable(values)) visit(values, '')
  return found
}

/** Hardly any values do, so the whole is looked through before its paths are made. */
function holdsVariable(value: Json): boolean {
  if (typeof value === 'string') return value.includes('@{{')
  if (Array.isArray(value)) return value.some(holdsVariable)
  if (!isMap(value)) return false
  for (const key in value) if (holdsVariable(value[key] ?? null)) return true
  return false
}

/** One problem for each place that serin reads; what it does not read may keep its variables. */
export function unresolvedProblems(file: string, found: ReadonlyMap<Pointer, string[]>): Problem[] {
  return [...found]
    .filter(([path]) => nodeAt(file, path).parts.length > 0)
    .map(([path, names]) => ({
      code: 'DT005',
      severity: 'error',
      object: null,
      path,
      message: `unresolved scoped variable${names.length > 1 ? 's' : ''} ${names.join(', ')} in ${dotted(path)}`,
      help: `Devtron puts the value in before the chart is rendered; give it with \`--set ${setPath(path)}=…\`.`,
    }))
}

/** A path as Helm's --set writes it: dots between keys, lists in brackets, a backslash before what would end a key. */
function setPath(path: Pointer): string {
  let out = ''
  for (const segment of segments(path)) {
    if (/^[0-9]+$/.test(segment)) out += `[${segment}]`
    else out += `${out === '' ? '' : '.'}${segment.replaceAll(/[.,=[\]\\]/g, '\\$&')}`
  }
  return out
}
