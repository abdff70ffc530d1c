import { compare } from '../../values/finding.ts'
import type { JsonMap } from '../../values/json.ts'
import type { CorsPolicy, HeaderOperations } from '../canary.ts'
import { parseDuration } from '../go/duration.ts'
import type { Labels } from '../labels.ts'
import type { Tick } from '../tick.ts'
import { does } from '../versions.ts'
import type { Dialect, Filter, Rule } from './gateway-api.ts'

// Filters of a rule, in Flagger's order (Flagger 1.44, makeFilters of pkg/router/gateway_api.go).

export function filtersOf(tick: Tick, dialect: Dialect): Pick<Rule, 'filters'> {
  const { headers, rewrite, mirror = [], corsPolicy } = tick.service
  const filters: Filter[] = []
  if (headers?.request) {
    filters.push({ type: 'RequestHeaderModifier', requestHeaderModifier: headerModifier(headers.request) })
  }
  if (headers?.response) {
    filters.push({ type: 'ResponseHeaderModifier', responseHeaderModifier: headerModifier(headers.response) })
  }
  if (rewrite) filters.push({ type: 'URLRewrite', urlRewrite: urlRewrite(rewrite) })
  for (const requestMirror of mirror) filters.push({ type: 'RequestMirror', requestMirror: requestMirror as JsonMap })
  if (corsPolicy && dialect.cors && does(tick.settings, 'gatewayCors')) {
    filters.push({ type: 'CORS', cors: cors(corsPolicy) })
  }
  return filters.length > 0 ? { filters } : {}
}

function headerModifier({ add, set, remove = [] }: HeaderOperations): JsonMap {
  return {
    ...(add && { add: headerList(add) }),
    ...(set && { set: headerList(set) }),
    ...(remove.length > 0 && { remove }),
  }
}

function headerList(headers: Labels): JsonMap[] {
  const sorted = Object.entries(headers).sort(([a], [b]) => compare(a, b))
  return sorted.map(([name, value]) => ({ name, value }))
}

/** Without a type the whole path is replaced; Istio replaces the matched prefix. */
function urlRewrite({ uri, authority, type }: { uri?: string; authority?: string; type?: string }): JsonMap {
  const path =
    type === 'ReplacePrefixMatch'
      ? { type, replacePrefixMatch: uri ?? '' }
      : { type: 'ReplaceFullPath', replaceFullPath: uri ?? '' }
  return { ...(authority && { hostname: authority }), ...(uri && { path }) }
}

/** Only origins that are written out are understood; `allowOrigins` is left out. */
function cors(policy: CorsPolicy): JsonMap {
  const {
    allowOrigin = [],
    allowMethods = [],
    allowHeaders = [],
    exposeHeaders = [],
    allowCredentials,
    maxAge,
  } = policy
  const nanos = maxAge ? parseDuration(maxAge) : null
  return {
    ...(allowOrigin.length > 0 && { allowOrigins: allowOrigin }),
    ...(allowCredentials && { allowCredentials: true }),
    ...(allowMethods.length > 0 && { allowMethods }),
    ...(allowHeaders.length > 0 && { allowHeaders }),
    ...(exposeHeaders.length > 0 && { exposeHeaders }),
    ...(nanos !== null && { maxAge: Math.trunc(nanos / 1e9) }),
  }
}

/** Sends the canary a copy of every request. */
export function mirrorFilter({ names, service }: Tick): Filter {
  const backendRef = { group: '', kind: 'Service', name: names.canary, port: service.port ?? 0 }
  return { type: 'RequestMirror', requestMirror: { backendRef } }
}

export function setCookieFilter(cookie: string): Filter {
  const responseHeaderModifier = { add: [{ name: 'Set-Cookie', value: cookie }] }
  return { type: 'ResponseHeaderModifier', responseHeaderModifier }
}
