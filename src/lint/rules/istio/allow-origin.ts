import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { allowOriginsFix } from '../allow-origin.ts'
import { isIstio } from '../flagger/providers.ts'

const service = (origins: string) => `
  port: 80
  corsPolicy:
    ${origins}
`

export const allowOrigin: ReleaseRule = {
  reads: 'release',
  code: 'IS011',
  twins: ['DT034'],
  title: 'The deprecated allowOrigin',
  severity: 'warning',
  why: 'Istio has deprecated corsPolicy.allowOrigin in favour of allowOrigins, which says whether an origin is meant exactly, as a prefix or as an expression. Where both are given allowOrigin is ignored.',
  evidence: 'Istio, CorsPolicy; istio/istio, pilot/pkg/networking/core/route/route.go, TranslateCORSPolicy.',
  help: 'Write allowOrigins: [{exact: …}]; `serin lint --fix` does.',
  bad: () => manifests(canary({ service: service('«allowOrigin»: [https://shop.example.com]') })),
  good: () => manifests(canary({ service: service('allowOrigins: [{exact: https://shop.example.com}]') })),
  check({ service: { corsPolicy }, provider }) {
    if (!corsPolicy?.allowOrigin || !isIstio(provider)) return []
    const at = { path: '/spec/service/corsPolicy/allowOrigin', part: 'key' } as const
    if (corsPolicy.allowOrigins) return [{ ...at, message: 'allowOrigin is ignored beside allowOrigins' }]
    const fix = allowOriginsFix('/spec/service/corsPolicy', corsPolicy.allowOrigin)
    return [{ ...at, message: 'allowOrigin is deprecated; allowOrigins replaces it', fix }]
  },
}
