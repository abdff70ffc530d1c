import { compare } from '../../values/finding.ts'
import { type Pointer, pointer } from '../../values/pointer.ts'
import type { HttpMatch, StringMatch } from '../canary.ts'

// Istio's conditions in the words of the Gateway API (Flagger 1.44, mapRouteMatches of pkg/router/gateway_api.go). Most of them
// have none and are left out.

export interface RouteMatch {
  path?: { type: string; value: string }
  method?: string
  headers?: NamedMatch[]
  queryParams?: NamedMatch[]
}
export interface NamedMatch {
  type: 'Exact' | 'RegularExpression'
  name: string
  value: string
}

/** A condition that makes Flagger give up. */
export interface MatchFault {
  path: Pointer
  what: string
  help: string
}

export function mapMatches(matches: HttpMatch[]): { matches: RouteMatch[]; fault: MatchFault | null } {
  const out: RouteMatch[] = []
  for (const [index, match] of matches.entries()) {
    const mapped = mapMatch(match)
    if ('what' in mapped) return { matches: [], fault: { ...mapped, path: pointer(index) + mapped.path } }
    if (Object.keys(mapped).length > 0) out.push(mapped)
  }
  return { matches: out, fault: null }
}

function mapMatch({ uri, method, headers, queryParams }: HttpMatch): RouteMatch | MatchFault {
  const path = uri && mapPath(uri)
  if (path === null) return { path: '/uri', what: 'such path match', help: 'Use exact, prefix or regex.' }
  if (method && !method.exact) {
    return { path: '/method', what: 'such method match', help: 'Compare the method exactly.' }
  }
  const named = mapNamed('headers', headers)
  if (!Array.isArray(named)) return named
  const params = mapNamed('queryParams', queryParams)
  if (!Array.isArray(params)) return params
  return {
    ...(path && { path }),
    ...(named.length > 0 && { headers: named }),
    ...(params.length > 0 && { queryParams: params }),
    ...(method?.exact && { method: method.exact }),
  }
}

function mapPath({ regex, exact, prefix }: StringMatch): { type: string; value: string } | null {
  if (regex) return { type: 'RegularExpression', value: regex }
  if (exact) return { type: 'Exact', value: exact }
  return prefix ? { type: 'PathPrefix', value: prefix } : null
}

/** Flagger lists them in random order; here they are sorted. */
function mapNamed(fieldName: string, matches: Record<string, StringMatch> = {}): NamedMatch[] | MatchFault {
  const out: NamedMatch[] = []
  for (const [name, { exact, regex }] of Object.entries(matches).sort(([a], [b]) => compare(a, b))) {
    if (exact) out.push({ type: 'Exact', name, value: exact })
    else if (regex) out.push({ type: 'RegularExpression', name, value: regex })
    else return { path: pointer(fieldName, name), what: 'prefix and suffix matches', help: 'Use exact or regex.' }
  }
  return out
}

/** Of a condition of the analysis only headers and parameters reach the conditions of the service. */
export function mergeMatches(analysis: RouteMatch[], service: RouteMatch[]): RouteMatch[] {
  if (analysis.length === 0) return service
  if (service.length === 0) return analysis
  return analysis.flatMap(({ headers, queryParams }) =>
    service.map(match => ({ ...match, ...(headers && { headers }), ...(queryParams && { queryParams }) })),
  )
}
