import type { Problem } from '../../values/finding.ts'
import type { CanaryService, SessionAffinity } from '../canary.ts'
import type { Settings } from '../settings.ts'
import type { Tick } from '../tick.ts'
import { does } from '../versions.ts'
import {
  buildCookie,
  buildPrimaryCookie,
  cookieHeader,
  cookieRegex,
  deleteCookie,
  endCookies,
  maxAgeOf,
  setCookieHeader,
  startCookies,
} from './cookies.ts'
import { type Destination, type HttpRoute, mergeMatches, type VirtualServiceSpec, weighted } from './istio.ts'
import type { Routes } from './router.ts'

// Session affinity with Istio (Flagger 1.44, getSessionAffinityRouteRules of pkg/router/istio.go): who got the canary once
// comes back to it by a cookie, and so does, if asked for, who got the primary.

/** What the route of the cookie is called up to Flagger 1.42, by which it is also told from the others. */
const stickyRouteName = 'sticky-route'

export function affinityRoutes(
  tick: Tick,
  route: HttpRoute,
  routes: Routes,
  affinity: SessionAffinity,
): HttpRoute[] | Problem {
  return routes.canary === 0 ? afterRollout(tick, route) : duringRollout(tick, route, affinity)
}

function duringRollout(tick: Tick, route: HttpRoute, affinity: SessionAffinity): HttpRoute[] | Problem {
  const { settings, status } = tick
  startCookies(tick, affinity)
  const toCanary = buildCookie(affinity, status.cookie, maxAgeOf(affinity), settings)
  const sticky = stickyRoute(tick, route, status.cookie, { primary: 0, canary: 100 })
  const name = does(settings, 'istioPrimaryCookie') ? {} : { name: stickyRouteName }
  if (!affinity.primaryCookieName || !does(settings, 'istioPrimaryCookie')) {
    return [
      { ...sticky, ...name },
      { ...route, route: (route.route ?? []).with(1, settingCookie(route, 1, toCanary)) },
    ]
  }
  const toPrimary = buildPrimaryCookie(tick, affinity)
  if (typeof toPrimary !== 'string') return toPrimary
  return [
    sticky,
    stickyRoute(tick, route, status.primaryCookie, { primary: 100, canary: 0 }),
    { ...route, route: [settingCookie(route, 0, toPrimary), settingCookie(route, 1, toCanary)] },
  ]
}

function stickyRoute(
  tick: Tick,
  route: HttpRoute,
  cookie: string,
  weights: Pick<Routes, 'primary' | 'canary'>,
): HttpRoute {
  return { ...route, match: cookieMatch(tick, cookie), route: weighted(tick, weights) }
}

function cookieMatch(tick: Tick, cookie: string) {
  return mergeMatches([{ headers: { [cookieHeader]: { regex: cookieRegex(cookie) } } }], tick.service.match ?? [])
}

function settingCookie(route: HttpRoute, index: 0 | 1, cookie: string): Destination {
  return { ...route.route?.[index], headers: { response: { add: { [setCookieHeader]: cookie } } } }
}

/** The cookie of the last rollout is taken back from whoever still has it. */
function afterRollout(tick: Tick, route: HttpRoute): HttpRoute[] {
  const previous = endCookies(tick)
  const name = does(tick.settings, 'istioPrimaryCookie') ? {} : { name: stickyRouteName }
  if (previous === '') return [{ ...route, ...name }, route]
  const headers = addingCookie(route.headers, deleteCookie(previous))
  // Both routes share the service's headers in memory: with headers of its own, the weighted route deletes the cookie, too.
  const rest = route.headers ? { ...route, headers } : route
  if (tick.service.headers && headers) tick.service.headers = headers
  return [{ ...route, ...name, match: cookieMatch(tick, previous), headers }, rest]
}

type Headers = NonNullable<CanaryService['headers']>

function addingCookie(headers: Headers | undefined, cookie: string): Headers {
  const { response } = headers ?? {}
  return { ...headers, response: { ...response, add: { ...response?.add, [setCookieHeader]: cookie } } }
}

/** Without the routes and headers that cookies need, which come and go with every rollout. */
export function comparableWithAffinity(
  spec: VirtualServiceSpec,
  affinity: SessionAffinity,
  settings: Settings,
): VirtualServiceSpec {
  const names = [affinity.cookieName ?? '', affinity.primaryCookieName ?? '']
  const isSticky = (route: HttpRoute) =>
    does(settings, 'istioPrimaryCookie')
      ? names.some(name => matchesCookie(route, name))
      : route.name === stickyRouteName
  const http = spec.http?.filter(route => !isSticky(route))
  return { ...spec, ...(http && { http: http.map(withoutDestinationHeaders) }) }
}

/** Without a name for the primary's cookie this is true for every route that has a match at all. */
function matchesCookie({ match = [] }: HttpRoute, name: string): boolean {
  return match.some(({ headers }) => (headers?.[cookieHeader]?.regex ?? '').includes(name))
}

function withoutDestinationHeaders(route: HttpRoute): HttpRoute {
  return route.route ? { ...route, route: route.route.map(({ headers: _, ...rest }) => rest) } : route
}
