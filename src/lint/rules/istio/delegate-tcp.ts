import { isTcp } from '../../../flagger/providers/istio.ts'
import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { isIstio } from '../flagger/providers.ts'

export const delegateTcp: ReleaseRule = {
  reads: 'release',
  code: 'IS023',
  title: 'A delegate with TCP routes',
  severity: 'warning',
  why: 'A VirtualService that is delegated to has HTTP routes only. The webhook of Istio refuses the one that Flagger makes of a TCP service.',
  evidence: 'Istio 1.27, ValidateVirtualService: "delegate virtual service must have no tcp route specified".',
  help: 'Remove delegation, or route HTTP.',
  bad: () => manifests(canary({ service: 'port: 6379\nappProtocol: tcp\ndelegation: «true»' })),
  good: () => manifests(canary({ service: 'port: 80\nappProtocol: http\ndelegation: true' })),
  check({ service, provider }) {
    if (!isIstio(provider) || !service.delegation || !isTcp(service)) return []
    return [{ path: '/spec/service/delegation', message: 'Istio refuses a delegate with TCP routes' }]
  },
}
