import { pointer } from '../../../values/pointer.ts'
import { canary, manifests } from '../../example.ts'
import { hostsMeet } from '../../istio/hosts.ts'
import type { ReleaseRule } from '../../rule.ts'
import { isIstio } from '../flagger/providers.ts'

const service = (hosts: string) => `port: 80\ngateways: [public]\nhosts: [${hosts}]`

export const hostTwice: ReleaseRule = {
  reads: 'release',
  code: 'IS003',
  title: 'A host within another one',
  severity: 'warning',
  why: 'Two hosts of a VirtualService may not stand for the same name, not by a wildcard either: the webhook of Istio refuses it. Flagger adds the name of the apex Service, unless it or * is listed.',
  evidence:
    'Istio 1.27, ValidateVirtualService: "duplicate hosts in virtual service"; Flagger 1.44, pkg/router/istio.go.',
  help: 'Remove one of the two.',
  bad: () => manifests(canary({ service: service('"*.example.com", «shop.example.com»') })),
  good: () => manifests(canary({ service: service('"*.example.com", shop.example.org') })),
  check({ service: { hosts = [], delegation }, names, provider }) {
    if (!isIstio(provider) || delegation || hosts.length === 0) return []
    const all = hosts.includes('*') || hosts.includes(names.apex) ? hosts : [...hosts, names.apex]
    return all.flatMap((host, i) => {
      const earlier = all.slice(0, i).find(other => hostsMeet(other, host))
      if (earlier === undefined) return []
      const path = pointer('spec', 'service', 'hosts', Math.min(i, hosts.length - 1))
      return { path, message: earlier === host ? `${host} is listed twice` : `${host} is within ${earlier}` }
    })
  },
}
