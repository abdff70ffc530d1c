import { isMap, type JsonMap } from '../../values/json.ts'
import { listAt, mapAt, specOf } from './access.ts'
import type { Fix } from './fix.ts'

export const hostList: Fix = {
  name: 'host-list',
  wrong: 'createIstioGateway.host takes one host; a list is printed as the text "[a b]".',
  instead: 'Every host of the list stands in the Gateway and in the Canary.',
  evidence: 'flagger.yaml, `{{ .host | quote }}`.',
  prepare: block => {
    const gateway = mapAt(block, 'createIstioGateway')
    const [first] = listAt(gateway, 'host')
    return first === undefined ? block : { ...block, createIstioGateway: { ...gateway, host: first } }
  },
  apply: ({ block, gateway, canary }) => {
    const hosts = listAt(mapAt(block, 'createIstioGateway'), 'host')
    if (hosts.length === 0 || !gateway) return
    for (const server of listAt(specOf(gateway), 'servers')) if (isMap(server)) server['hosts'] = [...hosts]
    const service: JsonMap = mapAt(specOf(canary), 'service')
    service['hosts'] = [...hosts, ...listAt(service, 'hosts').slice(1)]
  },
}
