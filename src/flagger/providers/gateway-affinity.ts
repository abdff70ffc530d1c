import type { Problem } from '../../values/finding.ts'
import type { SessionAffinity } from '../canary.ts'
import type { Tick } from '../tick.ts'
import {
  buildCookie,
  buildPrimaryCookie,
  cookieHeader,
  cookieRegex,
  deleteCookie,
  endCookies,
  maxAgeOf,
  startCookies,
} from './cookies.ts'
import { type BackendRef, backendRef, type Dialect, type Rule } from './gateway-api.ts'
import { setCookieFilter } from './gateway-filters.ts'
import { mapMatches, mergeMatches, type RouteMatch } from './gateway-matches.ts'
import type { Routes } from './router.ts'

// Session affinity with the Gateway API (Flagger 1.44, getSessionAffinityRouteRules of pkg/router/gateway_api.go): as with
// Istio, but the cookies are set by filters of the backends.

export function affinityRules(
  tick: Tick,
  dialect: Dialect,
  rule: Rule,
  routes: Routes,
  affinity: SessionAffinity,
): Rule[] | Problem {
  return routes.canary === 0 ? afterRollout(tick, rule) : duringRollout(tick, dialect, rule, affinity)
}

function duringRollout(tick: Tick, dialect: Dialect, rule: Rule, affinity: SessionAffinity): Rule[] | Problem {
  const { status, settings } = tick
  startCookies(tick, affinity)
  const [primary = {}, canary = {}] = rule.backendRefs ?? []
  const toCanary = buildCookie(affinity, status.cookie, maxAgeOf(affinity), settings)
  const sticky = stickyRule(tick, rule, status.cookie, { primary: 0, canary: 100 })
  if (!affinity.primaryCookieName || !dialect.primaryCookie) {
    return [sticky, { ...rule, backendRefs: [primary, settingCookie(canary, toCanary)] }]
  }
  const toPrimary = buildPrimaryCookie(tick, affinity)
  if (typeof toPrimary !== 'string') return toPrimary
  return [
    sticky,
    stickyRule(tick, rule, status.primaryCookie, { primary: 100, canary: 0 }),
    { ...rule, backendRefs: [settingCookie(primary, toPrimary), settingCookie(canary, toCanary)] },
  ]
}

function stickyRule(tick: Tick, rule: Rule, cookie: string, weights: Pick<Routes, 'primary' | 'canary'>): Rule {
  const { primary, canary } = tick.names
  return {
    ...rule,
    matches: cookieMatches(tick, cookie),
    backendRefs: [backendRef(tick, primary, weights.primary), backendRef(tick, canary, weights.canary)],
  }
}

/** The default path does not appear here: without conditions of the service the cookie alone is compared. */
function cookieMatches({ service }: Tick, cookie: string): RouteMatch[] {
  const byCookie: RouteMatch = {
    headers: [{ type: 'RegularExpression', name: cookieHeader, value: cookieRegex(cookie) }],
  }
  return mergeMatches([byCookie], mapMatches(service.match ?? []).matches)
}

function settingCookie(backend: BackendRef, cookie: string): BackendRef {
  return { ...backend, filters: [...(backend.filters ?? []), setCookieFilter(cookie)] }
}

/** The cookie of the last rollout is taken back from whoever still has it. */
function afterRollout(tick: Tick, rule: Rule): Rule[] {
  const previous = endCookies(tick)
  if (previous === '') return [rule, rule]
  const filters = [...(rule.filters ?? []), setCookieFilter(deleteCookie(previous))]
  return [{ ...rule, matches: cookieMatches(tick, previous), filters }, rule]
}

/** Without a name for the primary's cookie every rule with a cookie counts. */
export function isStickyRule(rule: Rule, affinity: SessionAffinity, dialect: Dialect): boolean {
  const names = [affinity.cookieName ?? '', ...(dialect.primaryCookie ? [affinity.primaryCookieName ?? ''] : [])]
  const headers = (rule.matches ?? []).flatMap(match => match.headers ?? [])
  return headers.some(
    ({ type, name, value }) =>
      type === 'RegularExpression' && name === cookieHeader && names.some(each => value.includes(each)),
  )
}
