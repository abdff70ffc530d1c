import type { Problem } from '../../values/finding.ts'
import type { SessionAffinity } from '../canary.ts'
import { parseDuration } from '../go/duration.ts'
import { problem } from '../problems.ts'
import type { Settings } from '../settings.ts'
import { field, type Tick } from '../tick.ts'
import { does } from '../versions.ts'

// Cookies of session affinity (Flagger 1.44, BuildCookie of v1beta1/canary.go and getSessionAffinityRouteRules of pkg/router).

export const cookieHeader = 'Cookie'
export const setCookieHeader = 'Set-Cookie'

/** Ten random letters in a cluster. */
export const cookieValueToken = 'COOKIEVAL'

/** Gives the rollout its cookies, if it has none yet. */
export function startCookies(tick: Tick, affinity: SessionAffinity): void {
  tick.status.cookie ||= `${affinity.cookieName ?? ''}=${cookieValueToken}`
  tick.status.primaryCookie ||= `${affinity.primaryCookieName ?? ''}=${cookieValueToken}`
}

/** Ends the rollout's cookie; the one to delete in browsers is returned, empty when there never was one. */
export function endCookies(tick: Tick): string {
  if (tick.status.cookie !== '') tick.status.previousCookie = tick.status.cookie
  tick.status.cookie = ''
  return tick.status.previousCookie
}

export function maxAgeOf(affinity: SessionAffinity): number {
  return affinity.maxAge || 86400
}

export function buildCookie(affinity: SessionAffinity, cookie: string, maxAge: number, settings: Settings): string {
  const { domain, httpOnly, partitioned, path, sameSite, secure } = affinity
  const attributes = [
    domain && `Domain=${domain}`,
    httpOnly && 'HttpOnly',
    partitioned && 'Partitioned',
    path && `Path=${path}`,
    sameSite && `SameSite=${sameSite}`,
    secure && 'Secure',
  ]
  const written = does(settings, 'cookieAttributes') ? attributes.filter(Boolean) : []
  return [cookie, `Max-Age=${maxAge}`, ...written].join('; ')
}

/** Who got the primary stays with it until the next tick. */
export function buildPrimaryCookie(tick: Tick, affinity: SessionAffinity): string | Problem {
  const { interval } = tick.canary.spec.analysis
  const nanoseconds = parseDuration(interval ?? '')
  if (nanoseconds === null) {
    const message = `The interval ${interval} is no duration, and the primary’s cookie needs one`
    return problem('FL030', field(tick, '/spec/analysis/interval'), message)
  }
  return buildCookie(affinity, tick.status.primaryCookie, Math.trunc(nanoseconds / 1e9), tick.settings)
}

export function deleteCookie(cookie: string): string {
  return `${cookie}; Max-Age=-1`
}

/** What the Cookie header of a user with this cookie looks like. */
export function cookieRegex(cookie: string): string {
  const [name = '', value = ''] = cookie.split('=')
  return `.*${name}.*${value}.*`
}
