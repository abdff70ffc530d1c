import { listAt, mapAt } from '../../../devtron/fixes/access.ts'
import { values } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'
import { allowOriginsFix } from '../allow-origin.ts'

export const allowOrigin: ValuesRule = {
  reads: 'values',
  code: 'DT034',
  title: 'The deprecated allowOrigin',
  severity: 'warning',
  why: 'Istio has deprecated corsPolicy.allowOrigin in favour of allowOrigins, which says whether an origin is meant exactly, as a prefix or as an expression. Where both are given allowOrigin is ignored.',
  evidence: 'Istio, CorsPolicy; istio/istio, pilot/pkg/networking/core/route/route.go, TranslateCORSPolicy.',
  help: 'Write allowOrigins: [{exact: …}]; `serin lint --fix` does.',
  bad: () =>
    values(`
    flaggerCanary:
      enabled: true
      serviceport: 80
      corsPolicy:
        «allowOrigin»:
          - https://shop.example.com
  `),
  good: () =>
    values(`
    flaggerCanary:
      enabled: true
      serviceport: 80
      corsPolicy:
        allowOrigins:
          - exact: https://shop.example.com
  `),
  check({ block }) {
    const path = '/flaggerCanary/corsPolicy'
    const cors = mapAt(block, 'corsPolicy')
    if (!Array.isArray(cors['allowOrigin'])) return []
    const both = cors['allowOrigins'] !== undefined
    return [
      {
        path: `${path}/allowOrigin`,
        part: 'key',
        message: both
          ? 'allowOrigin is ignored beside allowOrigins'
          : 'allowOrigin is deprecated; allowOrigins replaces it',
        ...(!both && { fix: allowOriginsFix(path, listAt(cors, 'allowOrigin')) }),
      },
    ]
  },
}
