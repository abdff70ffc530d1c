import { listAt, mapAt } from '../../../devtron/fixes/access.ts'
import { truthy } from '../../../devtron/go.ts'
import { values } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'

export const gatewaySecret: ValuesRule = {
  reads: 'values',
  code: 'DT013',
  title: 'HTTPS without a certificate',
  severity: 'error',
  why: 'tls.enabled adds an HTTPS server whose credentialName is secretName, and makes port 80 redirect to it. Without a name Istio refuses the Gateway. The Secret is looked up in the namespace of the ingress gateway, not in that of the app.',
  evidence: 'templates/flagger.yaml; Istio 1.27, validateTLSOptions: "SIMPLE TLS requires a server certificate".',
  help: 'Write secretName: the name of a TLS Secret in the namespace of the ingress gateway, mostly istio-system.',
  bad: () =>
    values(`
    flaggerCanary:
      enabled: true
      serviceport: 80
      createIstioGateway:
        enabled: true
        host: shop.example.com
        tls:
          enabled: true
          secretName: «""»
  `),
  good: () =>
    values(`
    flaggerCanary:
      enabled: true
      serviceport: 80
      createIstioGateway:
        enabled: true
        host: shop.example.com
        tls:
          enabled: false
          secretName: shop-tls
  `),
  check({ gateway, extras, options }) {
    const tls = mapAt(gateway, 'tls')
    if (!truthy(gateway['enabled']) || !truthy(tls['enabled'])) return []
    if (listAt(mapAt(extras, 'gateway'), 'servers').length > 0) return []
    const path = '/flaggerCanary/createIstioGateway/tls/secretName'
    if (!truthy(tls['secretName']))
      return [{ path, message: 'tls is enabled without secretName: there is no certificate' }]
    const message = `the Secret has to be in the namespace of the ingress gateway; one in ${options.identity.namespace} is not found`
    return [{ path, severity: 'info', message, help: 'Put it where the ingress gateway runs, mostly istio-system.' }]
  },
}
