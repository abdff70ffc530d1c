import { isMap } from '../../../values/json.ts'
import { dataOf } from '../../../values/manifest.ts'
import { dotted, valueAt } from '../../../values/pointer.ts'
import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { isIstio } from '../flagger/providers.ts'

const service = (pool: string) => `
  port: 80
  trafficPolicy:
    «connectionPool»:
      ${pool}
`
const paths = ['/spec/service/trafficPolicy', '/spec/service/trafficPolicy/connectionPool']

export const emptyPolicy: ReleaseRule = {
  reads: 'release',
  code: 'IS019',
  title: 'A traffic policy with nothing in it',
  severity: 'warning',
  why: 'The webhook of Istio refuses an empty trafficPolicy or connectionPool, and Flagger cannot create its DestinationRules. The CRD of Flagger has no connectionPool.tcp: the API server drops it, and what is left may be empty.',
  evidence: 'Istio 1.27, validateTrafficPolicy and validateConnectionPool; the Canary CRD of Flagger 1.44.',
  help: 'Remove it, or set something that the CRD of Flagger has; limits of TCP connections need a DestinationRule of your own.',
  bad: () => manifests(canary({ service: service('tcp: {maxConnections: 100}') })),
  good: () => manifests(canary({ service: service('http: {http2MaxRequests: 100}').replaceAll(/[«»]/g, '') })),
  check({ provider, prediction }) {
    if (!isIstio(provider) || !prediction.stored) return []
    const stored = dataOf(prediction.stored)
    return paths.flatMap(path => {
      const value = valueAt(stored, path)
      if (!isMap(value) || Object.keys(value).length > 0) return []
      return { path, part: 'key', message: `nothing is left in ${dotted(path)}, and Istio refuses that` }
    })
  },
}
