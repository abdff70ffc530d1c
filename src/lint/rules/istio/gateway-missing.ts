import { nearest } from '../../../values/nearest.ts'
import { pointer } from '../../../values/pointer.ts'
import { canary, manifests } from '../../example.ts'
import { fullGateway } from '../../istio/hosts.ts'
import type { ReleaseRule } from '../../rule.ts'
import { isIstio } from '../flagger/providers.ts'

const gateway = `
  apiVersion: networking.istio.io/v1
  kind: Gateway
  metadata:
    name: public-gateway
    namespace: istio-system
  spec:
    selector: {istio: ingressgateway}
    servers:
      - port: {number: 80, name: http, protocol: HTTP}
        hosts: ["*"]
`
const service = (name: string) => `port: 80\nhosts: [shop.example.com]\ngateways: [${name}, mesh]`

export const gatewayMissing: ReleaseRule = {
  reads: 'release',
  code: 'IS005',
  title: 'A gateway that is not there',
  severity: 'warning',
  why: 'A VirtualService that names a Gateway which does not exist is stored and has no effect: requests from outside are answered with 404. A name without a namespace is looked for in that of the Canary.',
  evidence: 'Istio, VirtualService.gateways; istioctl analyze, IST0101.',
  help: 'Correct the name; a Gateway of another namespace is namespace/name.',
  bad: () => manifests(canary({ service: service('«istio-system/public-gatway»') }), gateway),
  good: () => manifests(canary({ service: service('istio-system/public-gateway') }), gateway),
  check({ service: { gateways = [] }, provider, objects, canary: own, release }) {
    if (!isIstio(provider)) return []
    const given = objects
      .all('networking.istio.io/Gateway')
      .map(({ metadata }) => `${metadata.namespace ?? release.namespace}/${metadata.name}`)
    return gateways.flatMap((gateway, i) => {
      const name = fullGateway(gateway, own.namespace)
      if (name === 'mesh' || given.includes(name)) return []
      const meant = nearest(name, given) ?? given.find(each => each.endsWith(`/${gateway}`))
      if (meant === undefined && release.refs === 'assume') return []
      const message = `Gateway ${name} is not given${meant === undefined ? '' : `; ${meant} is`}`
      return {
        path: pointer('spec', 'service', 'gateways', i),
        message,
        ...(meant !== undefined && { suggestion: meant }),
      }
    })
  },
}
