import { pointer } from '../../../values/pointer.ts'
import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { isIstio } from '../flagger/providers.ts'
import { badlyJoined } from '../rewrite.ts'

const service = (rewrite: string) => `port: 80\nmatch: [{uri: {prefix: «/api»}}]\nrewrite: {uri: ${rewrite}}`

export const rewriteSlashes: ReleaseRule = {
  reads: 'release',
  code: 'IS017',
  twins: ['DT018'],
  title: 'A rewrite that does not fit the prefix',
  severity: 'warning',
  why: 'Istio puts rewrite.uri in place of the prefix that matched and leaves the rest of the path as it is. With / for the prefix /api a request for /api/x becomes //x, with /v2 for the prefix / a request for /x becomes /v2x.',
  evidence: 'istio/istio#26828; Istio, HTTPRewrite.uri.',
  help: 'Let both end in a slash or neither.',
  bad: () => manifests(canary({ service: service('/') })),
  good: () => manifests(canary({ service: service('/v1').replaceAll(/[«»]/g, '') })),
  check({ service: { match = [], rewrite }, provider }) {
    if (!isIstio(provider) || !rewrite?.uri) return []
    return match.flatMap(({ uri }, i) => {
      const example = uri?.prefix ? badlyJoined(uri.prefix, rewrite.uri ?? '') : null
      if (example === null) return []
      const message = `with the rewrite to ${rewrite.uri} a request for ${example.before} becomes ${example.after}`
      return { path: pointer('spec', 'service', 'match', i, 'uri', 'prefix'), message }
    })
  },
}
