import { pointer } from '../../../values/pointer.ts'
import { quote } from '../../../values/quote.ts'
import { canary, manifests } from '../../example.ts'
import { hostMistake } from '../../istio/hosts.ts'
import type { ReleaseRule } from '../../rule.ts'
import { isIstio } from '../flagger/providers.ts'

const service = (host: string) => `port: 80\ngateways: [public]\nhosts: [${host}]`

export const hostName: ReleaseRule = {
  reads: 'release',
  code: 'IS001',
  title: 'A host that is no host name',
  severity: 'error',
  why: 'Istio compares hosts with the Host header of requests, which has neither scheme nor path. No request has such a host, and Istio refuses the VirtualService.',
  evidence: 'Istio 1.27, ValidateWildcardDomain.',
  help: 'Write the name alone, such as shop.example.com or *.example.com.',
  bad: () => manifests(canary({ service: service('«"https://shop.example.com/"»') })),
  good: () => manifests(canary({ service: service('shop.example.com') })),
  check({ service: { hosts = [] }, provider }) {
    if (!isIstio(provider)) return []
    return hosts.flatMap((host, i) => {
      const wrong = hostMistake(host)
      return wrong === null ? [] : { path: pointer('spec', 'service', 'hosts', i), message: `${quote(host)} ${wrong}` }
    })
  },
}
