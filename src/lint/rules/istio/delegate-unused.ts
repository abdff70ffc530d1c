import { mapAt, specOf } from '../../../devtron/fixes/access.ts'
import { canary, manifests, withFlags } from '../../example.ts'
import { mapsAt, textAt } from '../../read.ts'
import type { ReleaseRule } from '../../rule.ts'
import { isIstio } from '../flagger/providers.ts'

const root = (delegate: string) => `
  apiVersion: networking.istio.io/v1
  kind: VirtualService
  metadata:
    name: public
    namespace: istio-system
  spec:
    gateways: [public]
    hosts: [shop.example.com]
    http:
      - delegate: {name: ${delegate}, namespace: prod}
`
const service = (flag: string) => `port: 80\ndelegation: ${flag}`

export const delegateUnused: ReleaseRule = {
  reads: 'release',
  code: 'IS024',
  title: 'A delegate that nobody delegates to',
  severity: 'warning',
  why: 'With delegation the VirtualService of Flagger has neither hosts nor gateways. Unless another one delegates to it, it routes nothing.',
  evidence: 'Istio, Delegate; Flagger, "Canary analysis with delegation" of the FAQ.',
  help: 'Name it in http[].delegate of the root VirtualService, with its namespace.',
  bad: () => withFlags('--refs strict', manifests(canary({ service: service('«true»') }), root('shop-web'))),
  good: () => withFlags('--refs strict', manifests(canary({ service: service('true') }), root('shop'))),
  check({ service: own, objects, names, canary: self, release, provider }) {
    if (!isIstio(provider) || !own.delegation || release.refs !== 'strict') return []
    const delegated = objects.all('networking.istio.io/VirtualService').some(object =>
      mapsAt(specOf(object), 'http').some(route => {
        const { name, namespace } = {
          name: textAt(mapAt(route, 'delegate'), 'name'),
          namespace: textAt(mapAt(route, 'delegate'), 'namespace'),
        }
        return name === names.apex && (namespace ?? object.metadata.namespace ?? release.namespace) === self.namespace
      }),
    )
    if (delegated) return []
    return [
      { path: '/spec/service/delegation', message: `no VirtualService delegates to ${self.namespace}/${names.apex}` },
    ]
  },
}
