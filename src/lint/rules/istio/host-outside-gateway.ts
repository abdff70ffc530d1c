import { specOf } from '../../../devtron/fixes/access.ts'
import { pointer } from '../../../values/pointer.ts'
import { canary, manifests } from '../../example.ts'
import { fullGateway, hostsMeet } from '../../istio/hosts.ts'
import { mapsAt, textsAt } from '../../read.ts'
import type { ReleaseRule } from '../../rule.ts'
import type { ReleaseView } from '../../view/release.ts'
import { isIstio } from '../flagger/providers.ts'

const gateway = `
  apiVersion: networking.istio.io/v1
  kind: Gateway
  metadata:
    name: public
    namespace: prod
  spec:
    selector: {istio: ingressgateway}
    servers:
      - port: {number: 80, name: http, protocol: HTTP}
        hosts: ["*.example.com"]
`
const service = (host: string) => `port: 80\nhosts: [${host}]\ngateways: [public, mesh]`

export const hostOutsideGateway: ReleaseRule = {
  reads: 'release',
  code: 'IS006',
  title: 'A host that no gateway lets in',
  severity: 'warning',
  why: 'A Gateway takes requests for the hosts of its servers only. A host of the VirtualService that is in none of them is never reached from outside.',
  evidence: 'Istio, Gateway.servers.hosts: a VirtualService has to have a host that matches.',
  help: 'Add the host to a server of the Gateway, or correct it.',
  bad: () => manifests(canary({ service: service('«shop.example.org»') }), gateway),
  good: () => manifests(canary({ service: service('shop.example.com') }), gateway),
  check(view) {
    const { service: own, provider } = view
    const served = isIstio(provider) ? servedHosts(view) : null
    if (served === null) return []
    return (own.hosts ?? []).flatMap((host, i) =>
      // A name without a dot is for callers inside the mesh.
      !host.includes('.') || served.some(each => hostsMeet(each, host))
        ? []
        : {
            path: pointer('spec', 'service', 'hosts', i),
            message: `no gateway serves ${host}; they serve ${served.join(', ')}`,
          },
    )
  },
}

/** The hosts of all gateways of the VirtualService; null when one of them is not given. */
function servedHosts({ service, objects, canary: own }: ReleaseView): string[] | null {
  const names = (service.gateways ?? []).filter(name => name !== 'mesh').map(name => fullGateway(name, own.namespace))
  const gateways = names.map(name =>
    objects.get('networking.istio.io/Gateway', name.split('/')[0] ?? '', name.split('/')[1] ?? ''),
  )
  if (names.length === 0 || gateways.includes(null)) return null
  return gateways.flatMap(found =>
    found
      ? mapsAt(specOf(found), 'servers').flatMap(server =>
          textsAt(server, 'hosts').map(({ text }) => text.slice(text.indexOf('/') + 1)),
        )
      : [],
  )
}
