import { type JsonMap, sameData } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import type { Kind } from '../kinds.ts'
import { problem } from '../problems.ts'
import { apexMetadata, field, meshOwners, type Stop, type Tick } from '../tick.ts'
import { does } from '../versions.ts'
import { affinityRules, isStickyRule } from './gateway-affinity.ts'
import { filtersOf, mirrorFilter } from './gateway-filters.ts'
import { mapMatches, mergeMatches, type RouteMatch } from './gateway-matches.ts'
import { isSameSpec, withoutEmpty } from './reconcile.ts'
import { initialRoutes, type Router, type Routes } from './router.ts'

// The Gateway API (Flagger 1.44, pkg/router/gateway_api{,_v1beta1}.go). The versions differ in a few fields: `Dialect`.

export interface HttpRoute extends Manifest {
  spec?: HttpRouteSpec
}
export interface HttpRouteSpec {
  parentRefs?: JsonMap[]
  hostnames?: string[]
  rules?: Rule[]
}
export interface Rule {
  matches?: RouteMatch[]
  filters?: Filter[]
  backendRefs?: BackendRef[]
  timeouts?: { request?: string; backendRequest?: string }
  [field: string]: unknown
}
export interface Filter {
  type: string
  requestMirror?: { backendRef?: { name?: string } }
  [field: string]: unknown
}
export interface BackendRef {
  name?: string
  weight?: number
  filters?: Filter[]
  [field: string]: unknown
}

/** What a version of the Gateway API has, as far as Flagger uses it. */
export interface Dialect {
  kind: Kind<HttpRoute>
  timeouts: boolean
  cors: boolean
  primaryCookie: boolean
}

export function gatewayApi(dialect: Dialect): Router {
  const { kind } = dialect
  return {
    writes: ({ names }) => [{ kind, name: names.apex }],
    reconcile(tick) {
      if ((tick.service.gatewayRefs ?? []).length === 0) {
        const message = 'The Gateway API needs a Gateway, and `gatewayRefs` is not set'
        return problem('FL024', field(tick, '/spec/service/gatewayRefs'), message)
      }
      const matches = serviceMatches(tick)
      if (!Array.isArray(matches)) return matches
      const spec = specOf(tick, initialRules(tick, dialect, matches))
      const existing = tick.world.get(kind, tick.names.apex)
      if (existing) update(tick, dialect, existing, spec)
      else create(tick, dialect, spec)
      return null
    },
    setRoutes(tick, routes) {
      const existing = tick.world.get(kind, tick.names.apex)
      if (!existing) return missing(tick)
      const matches = serviceMatches(tick)
      if (!Array.isArray(matches)) return matches
      const rules = rulesOf(tick, dialect, matches, routes)
      if (!Array.isArray(rules)) return rules
      tick.world.put(kind, { ...existing, spec: specOf(tick, rules) })
      return null
    },
    getRoutes(tick) {
      const existing = tick.world.get(kind, tick.names.apex)
      return existing ? readRoutes(tick, existing.spec?.rules ?? []) : missing(tick)
    },
  }
}

function missing(tick: Tick): NonNullable<Stop> {
  return problem('FL020', field(tick, ''), `HTTPRoute ${tick.names.apex} does not exist`)
}

/** The conditions of the service; every path when there is none. */
function serviceMatches(tick: Tick): RouteMatch[] | NonNullable<Stop> {
  const { matches, fault } = mapMatches(tick.service.match ?? [])
  if (fault) {
    return problem('FL027', field(tick, `/spec/service/match${fault.path}`), `The Gateway API has no ${fault.what}`, {
      help: fault.help,
    })
  }
  return matches.length > 0 ? matches : [{ path: { type: 'PathPrefix', value: '/' } }]
}

function specOf(tick: Tick, rules: Rule[]): HttpRouteSpec {
  const { gatewayRefs = [], hosts = [] } = tick.service
  return { parentRefs: gatewayRefs, ...(hosts.length > 0 && { hostnames: hosts }), rules }
}

function initialRules(tick: Tick, dialect: Dialect, matches: RouteMatch[]): Rule[] {
  const first = weightedRule(tick, dialect, matches, initialRoutes)
  return isAbTest(tick) ? abTest(tick, dialect, matches, [first]) : [first]
}

function weightedRule(tick: Tick, dialect: Dialect, matches: RouteMatch[], routes: Routes): Rule {
  const { primary, canary } = tick.names
  return {
    matches,
    ...filtersOf(tick, dialect),
    backendRefs: [backendRef(tick, primary, routes.primary), backendRef(tick, canary, routes.canary)],
    ...timeoutsOf(tick, dialect),
  }
}

export function backendRef({ service }: Tick, name: string, weight: number): BackendRef {
  return { group: '', kind: 'Service', name, port: service.port ?? 0, weight }
}

function timeoutsOf({ service }: Tick, { timeouts }: Dialect): Pick<Rule, 'timeouts'> {
  const { timeout: request, backendTimeout: backendRequest } = service
  if (!timeouts || (!request && !backendRequest)) return {}
  return { timeouts: { ...(request && { request }), ...(backendRequest && { backendRequest }) } }
}

/** The iterations do not count here: a `match` alone gives the two rules of an A/B test. */
function isAbTest({ canary }: Tick): boolean {
  return (canary.spec.analysis.match ?? []).length > 0
}

/**
 * Who matches gets the weights of the first rule, everybody else the primary. A condition that cannot be expressed makes
 * Flagger forget all of them, so that both rules match the same.
 */
function abTest(tick: Tick, dialect: Dialect, matches: RouteMatch[], rules: Rule[]): Rule[] {
  const [first, ...others] = rules
  const { matches: analysis, fault } = mapMatches(tick.canary.spec.analysis.match ?? [])
  const fallback: Rule = {
    matches,
    ...filtersOf(tick, dialect),
    backendRefs: [backendRef(tick, tick.names.primary, initialRoutes.primary)],
    // Flagger sets the timeouts of the second rule, which is another one when there are rules for cookies.
    ...(others.length === 0 && timeoutsOf(tick, dialect)),
  }
  return [{ ...first, matches: mergeMatches(fault ? [] : analysis, matches) }, ...others, fallback]
}

function rulesOf(tick: Tick, dialect: Dialect, matches: RouteMatch[], routes: Routes): Rule[] | NonNullable<Stop> {
  const { sessionAffinity, iterations = 0 } = tick.canary.spec.analysis
  const plain = weightedRule(tick, dialect, matches, routes)
  // Copies of requests are only asked for in a blue/green release.
  const mirrors = routes.mirrored && iterations > 0
  const rule = mirrors ? { ...plain, filters: [...(plain.filters ?? []), mirrorFilter(tick)] } : plain
  const rules = sessionAffinity ? affinityRules(tick, dialect, rule, routes, sessionAffinity) : [rule]
  if (!Array.isArray(rules) || !isAbTest(tick)) return rules
  return withEmptyTimeout(tick, dialect, abTest(tick, dialect, matches, rules))
}

/** Before 1.43 the fallback of an A/B test got a timeout even when there was none. */
function withEmptyTimeout(tick: Tick, { timeouts }: Dialect, rules: Rule[]): Rule[] {
  if (!timeouts || does(tick.settings, 'gatewayNoEmptyTimeout')) return rules
  const request = tick.service.timeout ?? ''
  return rules.map((rule, index) => (index === rules.length - 1 ? { ...rule, timeouts: { request } } : rule))
}

function create(tick: Tick, { kind }: Dialect, spec: HttpRouteSpec): void {
  tick.world.put(kind, {
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    metadata: {
      name: tick.names.apex,
      namespace: tick.canary.namespace,
      ...apexMetadata(tick),
      ...meshOwners(tick),
    },
    spec,
  })
}

/** Foreign annotations stay; any other difference beside the weights puts the initial rules back. */
function update(tick: Tick, dialect: Dialect, existing: HttpRoute, spec: HttpRouteSpec): void {
  const wanted = apexMetadata(tick)
  const annotations = { ...existing.metadata.annotations, ...wanted.annotations }
  const sameMetadata =
    sameData(wanted.labels, existing.metadata.labels ?? {}) &&
    sameData(annotations, existing.metadata.annotations ?? {})
  const sameSpec = isSameSpec(
    dialect.kind,
    comparable(tick, dialect, spec),
    comparable(tick, dialect, existing.spec ?? {}),
    new Set(['weight']),
  )
  if (sameMetadata && sameSpec) return
  const metadata = { ...existing.metadata, labels: wanted.labels, annotations }
  tick.world.put(dialect.kind, { ...existing, metadata, spec })
}

/** The spec without what rollouts add to it. */
function comparable(tick: Tick, dialect: Dialect, spec: HttpRouteSpec): JsonMap {
  const { mirror, sessionAffinity } = tick.canary.spec.analysis
  const inProgress = ['Waiting', 'Progressing', 'WaitingPromotion'].includes(tick.status.phase)
  let rules = spec.rules ?? []
  if (sessionAffinity) {
    rules = rules
      .filter(rule => !isStickyRule(rule, sessionAffinity, dialect))
      .map(rule => ({ ...rule, backendRefs: (rule.backendRefs ?? []).map(({ filters: _, ...backend }) => backend) }))
  }
  if (mirror && inProgress) rules = rules.map(({ filters: _, ...rule }) => rule)
  return withoutEmpty({ ...spec, rules } as JsonMap) as JsonMap
}

function readRoutes({ names, canary }: Tick, rules: Rule[]): Routes {
  const routes: Routes = { primary: 0, canary: 0, mirrored: false }
  const read = ({ backendRefs = [] }: Rule) => {
    for (const { name, weight = 0 } of backendRefs) {
      if (name === names.primary) routes.primary = weight
      if (name === names.canary) routes.canary = weight
    }
  }
  for (const rule of rules) {
    // The fallback rule of an A/B test has one backend and no share to tell.
    if (rule.backendRefs?.length === 2) read(rule)
    if (rule.filters?.some(({ requestMirror }) => requestMirror?.backendRef?.name === names.canary))
      routes.mirrored = true
  }
  // With session affinity the rule that sets the cookie is the one with the weights.
  const setsCookie = ({ backendRefs = [] }: Rule) => backendRefs.some(({ filters = [] }) => filters.length > 0)
  const weighted = canary.spec.analysis.sessionAffinity && rules.findLast(setsCookie)
  if (weighted) read(weighted)
  return routes
}
