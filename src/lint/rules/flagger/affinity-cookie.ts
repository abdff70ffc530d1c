import type { SessionAffinity } from '../../../flagger/canary.ts'
import { canary, manifests } from '../../example.ts'
import type { Hit, ReleaseRule } from '../../rule.ts'

const analysis = (cookie: string) => `
  interval: 1m
  threshold: 5
  maxWeight: 50
  stepWeight: 10
  sessionAffinity:
    cookieName: shop-canary
    primaryCookieName: shop-primary
    ${cookie}
`

export const affinityCookie: ReleaseRule = {
  reads: 'release',
  code: 'FL132',
  title: 'A cookie that browsers refuse',
  severity: 'warning',
  why: 'Browsers drop a cookie with SameSite=None or Partitioned that is not Secure, and one whose Max-Age is negative. Clients are then shared out anew at every request, and meet both versions in turn.',
  evidence: 'RFC 6265bis, the algorithm for storing cookies; Flagger 1.44, BuildCookie.',
  help: 'Set secure: true beside sameSite: None and partitioned.',
  bad: () => manifests(canary({ analysis: analysis('sameSite: «None»') })),
  good: () => manifests(canary({ analysis: analysis('sameSite: None\n    secure: true') })),
  check({ analysis: { sessionAffinity } }) {
    return sessionAffinity ? refused(sessionAffinity) : []
  },
}

function refused({ sameSite, secure, partitioned, maxAge = 0 }: SessionAffinity): Hit[] {
  const at = (field: string) => `/spec/analysis/sessionAffinity/${field}`
  return [
    ...(sameSite === 'None' && !secure
      ? [{ path: at('sameSite'), message: 'browsers drop a cookie with SameSite=None that is not Secure' }]
      : []),
    ...(partitioned && !secure
      ? [{ path: at('partitioned'), message: 'browsers drop a partitioned cookie that is not Secure' }]
      : []),
    ...(maxAge < 0 ? [{ path: at('maxAge'), message: `a Max-Age of ${maxAge} deletes the cookie at once` }] : []),
  ]
}
