import { specOf } from '../../../devtron/fixes/access.ts'
import { describeObject } from '../../../values/finding.ts'
import { type Manifest, refOf } from '../../../values/manifest.ts'
import { pointer } from '../../../values/pointer.ts'
import { canary, manifests } from '../../example.ts'
import { fullGateway, fullHost, hostsMeet } from '../../istio/hosts.ts'
import { textsAt } from '../../read.ts'
import type { ReleaseRule } from '../../rule.ts'
import type { ReleaseView } from '../../view/release.ts'
import { isIstio } from '../flagger/providers.ts'

const service = 'port: 80\ngateways: [public]\nhosts: [shop.example.com]'
const other = (host: string) => `
  apiVersion: networking.istio.io/v1
  kind: VirtualService
  metadata:
    name: shop-routes
    namespace: prod
  spec:
    gateways: [public]
    hosts: [${host}]
    http:
      - route: [{destination: {host: shop-legacy}}]
`

export const virtualServiceConflict: ReleaseRule = {
  reads: 'release',
  code: 'IS021',
  title: 'Two VirtualServices for one host',
  severity: 'warning',
  why: 'Flagger makes a VirtualService for the hosts of the Canary. Where another one has a host in common, Istio merges their routes at a gateway in no defined order, and inside the mesh takes only one of them: part of the requests goes past the canary.',
  evidence: 'Istio, Traffic Management Best Practices; istioctl analyze, IST0109.',
  help: 'Move the routes into the Canary, or delegate to it from the other one (spec.service.delegation).',
  bad: () => manifests(canary({ service }), other('«shop.example.com»')),
  good: () => manifests(canary({ service }), other('admin.example.com')),
  check(view) {
    const {
      canary: own,
      names,
      objects,
      service: { delegation },
      provider,
    } = view
    if (!isIstio(provider) || delegation) return []
    return objects
      .all('networking.istio.io/VirtualService')
      .filter(object => !(object.metadata.name === names.apex && namespaceOf(view, object) === own.namespace))
      .flatMap(object => clashes(view, object))
  },
}

function clashes(view: ReleaseView, object: Manifest) {
  const {
    canary: own,
    names,
    service: { hosts = [], gateways = [] },
  } = view
  const namespace = namespaceOf(view, object)
  const ref = { ...refOf(object), namespace }
  const theirs = textsAt(specOf(object), 'gateways').map(({ text }) => fullGateway(text, namespace))
  const ours = gateways.map(gateway => fullGateway(gateway, own.namespace))
  const shared = (theirs.length > 0 ? theirs : ['mesh']).filter(gateway =>
    (ours.length > 0 ? ours : ['mesh']).includes(gateway),
  )
  if (shared.length === 0) return []
  const all = [...hosts, names.apex].map(host => fullHost(host, own.namespace))
  return textsAt(specOf(object), 'hosts').flatMap(({ text, index }) =>
    all.some(host => hostsMeet(host, fullHost(text, namespace)))
      ? {
          object: ref,
          path: pointer('spec', 'hosts', index),
          message: `${describeObject(ref)} and that of Flagger both route ${text} at ${shared.join(', ')}`,
        }
      : [],
  )
}

function namespaceOf({ release }: ReleaseView, object: Manifest): string {
  return object.metadata.namespace ?? release.namespace
}
