import { isTcp } from '../../../flagger/providers/istio.ts'
import { list } from '../../../values/quote.ts'
import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { builtIn, metricsOf } from './metrics.ts'

const service = (more: string) => `port: 6379\nappProtocol: tcp\n${more}`

export const tcpSettings: ReleaseRule = {
  reads: 'release',
  code: 'FL129',
  title: 'HTTP settings of a TCP service',
  severity: 'warning',
  why: 'With appProtocol tcp Flagger writes TCP routes for Istio: of the service only the ports in match are left, and retries, timeouts, headers, rewrites, CORS, A/B tests, cookies and mirroring have no effect. Istio does not count requests of TCP connections either, so that the built-in metrics find no values and every check fails.',
  evidence:
    'Flagger 1.44, pkg/router/istio.go, reconcileVirtualService; Istio, standard metrics: istio_requests_total is for HTTP and gRPC.',
  help: 'Remove what is for HTTP, and measure with a MetricTemplate, for example over istio_tcp_sent_bytes_total.',
  bad: () => manifests(canary({ service: service('«timeout»: 15s') })),
  good: () => manifests(canary({ service: service('trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}') })),
  check(view) {
    const { service: own, analysis, provider } = view
    if (provider !== 'istio' || !isTcp(own)) return []
    const fields = (['timeout', 'retries', 'headers', 'rewrite', 'corsPolicy'] as const).filter(
      key => own[key] !== undefined,
    )
    const steps = (['match', 'sessionAffinity', 'mirror'] as const).filter(key => analysis[key] !== undefined)
    const metrics = metricsOf(view).filter(({ metric }) => builtIn.includes(metric.name))
    return [
      ...fields.map(key => ({
        path: `/spec/service/${key}`,
        part: 'key' as const,
        message: `${key} has no effect on TCP routes`,
      })),
      ...steps.map(key => ({
        path: `/spec/analysis/${key}`,
        part: 'key' as const,
        message: `${key} has no effect on TCP routes`,
      })),
      ...metrics.slice(0, 1).map(({ path }) => ({
        path: `${path}/name`,
        message: `Istio does not measure ${list(metrics.map(({ metric }) => metric.name))} of TCP connections: no values are found`,
      })),
    ]
  },
}
