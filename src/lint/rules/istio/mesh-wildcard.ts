import { pointer } from '../../../values/pointer.ts'
import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { isIstio } from '../flagger/providers.ts'

export const meshWildcard: ReleaseRule = {
  reads: 'release',
  code: 'IS002',
  title: 'All hosts of the mesh',
  severity: 'warning',
  why: 'A VirtualService without a gateway, or with mesh alone, holds for calls inside the mesh. There the host * would take all of them, and the webhook of Istio refuses it: Flagger cannot create its VirtualService.',
  evidence:
    'Istio 1.27, ValidateVirtualService: "wildcard host * is not allowed for virtual services bound to the mesh gateway".',
  help: 'Name the hosts, or the gateway through which they come.',
  bad: () => manifests(canary({ service: 'port: 80\nhosts: [«"*"»]' })),
  good: () => manifests(canary({ service: 'port: 80\nhosts: ["*"]\ngateways: [public, mesh]' })),
  check({ service: { hosts = [], gateways = [] }, provider }) {
    if (!isIstio(provider) || gateways.some(gateway => gateway !== 'mesh')) return []
    const i = hosts.indexOf('*')
    const message = 'Istio refuses the host * inside the mesh'
    return i < 0 ? [] : [{ path: pointer('spec', 'service', 'hosts', i), message }]
  },
}
