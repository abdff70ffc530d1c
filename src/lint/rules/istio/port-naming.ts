import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { isIstio } from '../flagger/providers.ts'

/** Istio 1.27, pkg/config/protocol; those that carry HTTP first. */
const http = new Set(['http', 'http2', 'grpc', 'grpc-web', 'http_proxy'])
const others = new Set(['tcp', 'udp', 'tls', 'https', 'mongo', 'redis', 'mysql'])
/** Kubernetes' own names for the same. */
const kubernetes: Record<string, string> = {
  'kubernetes.io/h2c': 'http2',
  'kubernetes.io/ws': 'http',
  'kubernetes.io/wss': 'https',
}

export const portNaming: ReleaseRule = {
  reads: 'release',
  code: 'IS015',
  title: 'A port whose protocol Istio has to guess',
  severity: 'warning',
  why: 'Istio takes the protocol of a port from appProtocol, else from its name: <protocol> or <protocol>-<anything>. A name that begins with none makes it guess from the traffic; one that says TCP makes it forward bytes, so that weights of HTTP routes, retries and the metrics of requests do not exist.',
  evidence: 'Istio, Protocol Selection; Istio 1.27, pkg/config/protocol.',
  help: 'Call the port http-…, or grpc-…, or set spec.service.appProtocol.',
  bad: () => manifests(canary({ service: 'port: 80\nportName: «web»' })),
  good: () => manifests(canary({ service: 'port: 80\nportName: http-web' })),
  check({ service: { portName, appProtocol }, provider }) {
    if (!isIstio(provider)) return []
    const [from, given] = appProtocol ? ['appProtocol', appProtocol] : ['portName', portName ?? '']
    const path = `/spec/service/${from}`
    const protocol = protocolOf(given)
    // Flagger routes TCP only where appProtocol says so.
    if (given === '' || http.has(protocol) || (from === 'appProtocol' && protocol === 'tcp')) return []
    if (!others.has(protocol)) return [{ path, message: `${from} ${given} tells Istio no protocol` }]
    return [
      {
        path,
        message: `${from} ${given} makes Istio take the traffic for ${protocol}, but Flagger writes HTTP routes`,
      },
    ]
  },
}

function protocolOf(name: string): string {
  const lower = name.toLowerCase()
  if (Object.hasOwn(kubernetes, lower)) return kubernetes[lower] ?? ''
  if (lower.startsWith('grpc-web')) return 'grpc-web'
  return lower.split('-')[0] ?? ''
}
