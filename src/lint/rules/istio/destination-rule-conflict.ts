import { specOf } from '../../../devtron/fixes/access.ts'
import { type Manifest, refOf } from '../../../values/manifest.ts'
import { canary, manifests } from '../../example.ts'
import { fullHost } from '../../istio/hosts.ts'
import { textAt } from '../../read.ts'
import type { ReleaseRule } from '../../rule.ts'
import { isIstio } from '../flagger/providers.ts'

const other = (host: string) => `
  apiVersion: networking.istio.io/v1
  kind: DestinationRule
  metadata:
    name: shop-limits
    namespace: prod
  spec:
    host: ${host}
    trafficPolicy: {connectionPool: {tcp: {maxConnections: 100}}}
`

export const destinationRuleConflict: ReleaseRule = {
  reads: 'release',
  code: 'IS022',
  title: 'A DestinationRule beside that of Flagger',
  severity: 'warning',
  why: 'Flagger makes a DestinationRule each for the primary and the canary Service. Of two for one host Istio takes the policies of the older one only; which one that is depends on when they were made. One for the apex Service has no effect, because routes lead to the other two.',
  evidence: 'Istio, DestinationRule: multiple rules for a host; Flagger 1.44, pkg/router/istio.go.',
  help: 'Put the policy into spec.service.trafficPolicy, which Flagger copies to both.',
  bad: () => manifests(canary({}), other('«shop-canary»')),
  good: () =>
    manifests(canary({ service: 'port: 80\ntrafficPolicy: {connectionPool: {http: {http2MaxRequests: 100}}}' })),
  check({ objects, names, canary: own, release, provider }) {
    if (!isIstio(provider)) return []
    const hosts = new Map([names.primary, names.canary, names.apex].map(name => [fullHost(name, own.namespace), name]))
    return objects.all('networking.istio.io/DestinationRule').flatMap((object: Manifest) => {
      const namespace = object.metadata.namespace ?? release.namespace
      const name = hosts.get(fullHost(textAt(specOf(object), 'host') ?? '', namespace))
      if (name === undefined || (object.metadata.name === name && namespace === own.namespace && name !== names.apex))
        return []
      const at = { object: { ...refOf(object), namespace }, path: '/spec/host' }
      if (name === names.apex)
        return {
          ...at,
          severity: 'info',
          message: `no request reaches ${name} itself: routes lead to ${names.primary} and ${names.canary}`,
        }
      return {
        ...at,
        message: `Flagger makes a DestinationRule for ${name}, too: the policies of only one of them count`,
      }
    })
  },
}
