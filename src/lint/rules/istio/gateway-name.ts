import { pointer } from '../../../values/pointer.ts'
import { canary, manifests } from '../../example.ts'
import { labelName } from '../../kubernetes/names.ts'
import type { ReleaseRule } from '../../rule.ts'
import { isIstio } from '../flagger/providers.ts'

const service = (gateway: string) => `port: 80\nhosts: [shop.example.com]\ngateways: [${gateway}, mesh]`

export const gatewayName: ReleaseRule = {
  reads: 'release',
  code: 'IS004',
  title: 'A gateway that cannot have this name',
  severity: 'error',
  why: 'A gateway is named as name, when it is in the namespace of the Canary, or as namespace/name. Anything else names no Gateway, and Istio refuses the VirtualService.',
  evidence: 'Istio 1.27, validateGatewayNames.',
  help: 'Write name, namespace/name or mesh.',
  bad: () => manifests(canary({ service: service('«istio-system/ingress/public»') })),
  good: () => manifests(canary({ service: service('istio-system/public') })),
  check({ service: { gateways = [] }, provider }) {
    if (!isIstio(provider)) return []
    return gateways.flatMap((gateway, i) => {
      const wrong = mistakeIn(gateway)
      return wrong === null
        ? []
        : {
            path: pointer('spec', 'service', 'gateways', i),
            message: `${gateway || 'an empty text'} names no gateway: ${wrong}`,
          }
    })
  },
}

function mistakeIn(gateway: string): string | null {
  const slash = gateway.indexOf('/')
  if (slash < 0) {
    const wrong = gateway
      .split('.')
      .map(labelName)
      .find(each => each !== null)
    return wrong === undefined ? null : `a name ${wrong}`
  }
  const [namespace, name] = [gateway.slice(0, slash), gateway.slice(slash + 1)]
  if (labelName(namespace) !== null) return `the namespace ${namespace} ${labelName(namespace)}`
  return labelName(name) === null ? null : `the name ${name} ${labelName(name)}`
}
