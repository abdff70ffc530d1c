import { listAt, mapAt } from '../../../devtron/fixes/access.ts'
import { isMap } from '../../../values/json.ts'
import { pointer } from '../../../values/pointer.ts'
import { values } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'
import { badlyJoined } from '../rewrite.ts'

export const rewriteSlashes: ValuesRule = {
  reads: 'values',
  code: 'DT018',
  title: 'A rewrite that does not fit the prefix',
  severity: 'warning',
  why: 'Istio puts rewriteUri in place of the prefix that matched and leaves the rest of the path as it is. With the default / a request for /api/x becomes //x, with /v2 for the prefix / a request for /x becomes /v2x.',
  evidence: 'istio/istio#26828; Istio, HTTPRewrite.uri.',
  help: 'Let both end in a slash or neither, or write rewriteUri: "" to rewrite nothing; null brings the default / back.',
  bad: () =>
    values(`
    flaggerCanary:
      enabled: true
      serviceport: 80
      match:
        - uri:
            prefix: «/api»
  `),
  good: () =>
    values(`
    flaggerCanary:
      enabled: true
      serviceport: 80
      rewriteUri: ""
      match:
        - uri:
            prefix: /api
  `),
  check({ block, provider }) {
    const rewrite = block['rewriteUri']
    if (provider !== 'istio' || typeof rewrite !== 'string') return []
    return listAt(block, 'match').flatMap((item, i) => {
      const prefix = isMap(item) ? mapAt(item, 'uri')['prefix'] : undefined
      const example = typeof prefix === 'string' ? badlyJoined(prefix, rewrite) : null
      if (example === null) return []
      return {
        path: pointer('flaggerCanary', 'match', i, 'uri', 'prefix'),
        message: `with rewriteUri ${rewrite} a request for ${example.before} becomes ${example.after}`,
        related: [{ object: null, path: '/flaggerCanary/rewriteUri', message: 'the rewrite' }],
      }
    })
  },
}
