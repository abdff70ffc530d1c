import { mapAt } from '../../../devtron/fixes/access.ts'
import { dataOf } from '../../../values/manifest.ts'
import { list } from '../../../values/quote.ts'
import { canary, manifests } from '../../example.ts'
import { textAt } from '../../read.ts'
import type { ReleaseRule } from '../../rule.ts'
import { isIstio } from '../flagger/providers.ts'

const service = (tls: string) => `port: 80\ntrafficPolicy: {tls: {mode: ${tls}}}`
const own = ['clientCertificate', 'privateKey', 'caCertificates', 'subjectAltNames', 'sni']

export const tlsSettings: ReleaseRule = {
  reads: 'release',
  code: 'IS018',
  title: 'TLS settings that do not go together',
  severity: 'warning',
  why: "MUTUAL needs a certificate and a key of one's own; with ISTIO_MUTUAL Istio brings them, and with DISABLE there are none. The webhook of Istio refuses anything else, and Flagger cannot create its DestinationRules.",
  evidence: 'Istio 1.27, ValidateTLS of pkg/config/validation/agent.',
  help: 'Use ISTIO_MUTUAL inside the mesh, or give MUTUAL its files.',
  bad: () => manifests(canary({ service: service('«MUTUAL»') })),
  good: () => manifests(canary({ service: service('ISTIO_MUTUAL') })),
  check({ provider, prediction, release }) {
    if (!isIstio(provider)) return []
    const stored = dataOf(prediction.stored ?? release.canary)
    const tls = mapAt(stored, 'spec', 'service', 'trafficPolicy', 'tls')
    const mode = textAt(tls, 'mode')
    const path = '/spec/service/trafficPolicy/tls/mode'
    if (mode === 'MUTUAL') {
      const missing = ['clientCertificate', 'privateKey'].filter(key => !textAt(tls, key))
      return missing.length > 0 ? [{ path, message: `MUTUAL needs ${list(missing)}` }] : []
    }
    const given = own.filter(key => tls[key] !== undefined)
    if (mode !== 'ISTIO_MUTUAL' || given.length === 0) return []
    return [{ path, message: `with ISTIO_MUTUAL Istio brings the certificates; it refuses ${list(given)}` }]
  },
}
