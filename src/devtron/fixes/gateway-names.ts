import { isMap, type Json } from '../../values/json.ts'
import { listAt } from './access.ts'
import type { Fix } from './fix.ts'

export const gatewayNames: Fix = {
  name: 'gateway-names',
  wrong:
    'A gateway written as {name, namespace} in addOtherGateways is printed as the text map[name:gw namespace:istio-system].',
  instead: 'It becomes namespace/name, the form in which a VirtualService names a gateway of another namespace.',
  evidence: 'flagger.yaml, `{{ . }}` in the range over addOtherGateways; Istio, VirtualService.spec.gateways.',
  prepare: block => ({ ...block, addOtherGateways: listAt(block, 'addOtherGateways').map(toName) }),
}

function toName(gateway: Json): Json {
  if (!isMap(gateway)) return gateway
  const { namespace, name } = gateway
  return typeof namespace === 'string' && namespace !== '' ? `${namespace}/${String(name)}` : (name ?? null)
}
