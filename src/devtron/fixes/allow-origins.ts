import { getKey, isMap } from '../../values/json.ts'
import { listAt, mapAt, specOf } from './access.ts'
import type { Fix } from './fix.ts'

export const allowOrigins: Fix = {
  name: 'allow-origins',
  wrong: 'The chart’s own example sets corsPolicy.allowOrigin, which Istio has deprecated.',
  instead: 'allowOrigins with an exact match for each origin, which means the same.',
  evidence: 'Istio, VirtualService CorsPolicy.',
  apply: ({ canary }) => {
    const service = mapAt(specOf(canary), 'service')
    const cors = getKey(service, 'corsPolicy')
    if (!isMap(cors) || listAt(cors, 'allowOrigin').length === 0 || cors['allowOrigins'] !== undefined) return
    const { allowOrigin: _, ...rest } = cors
    service['corsPolicy'] = { allowOrigins: listAt(cors, 'allowOrigin').map(exact => ({ exact })), ...rest }
  },
}
