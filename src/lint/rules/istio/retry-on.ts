import { nearest } from '../../../values/nearest.ts'
import { list, quote } from '../../../values/quote.ts'
import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { isIstio } from '../flagger/providers.ts'

const policies = [
  ...['5xx', 'gateway-error', 'reset', 'reset-before-request', 'connect-failure', 'retriable-4xx', 'refused-stream'],
  ...['retriable-status-codes', 'retriable-headers', 'envoy-ratelimited', 'http3-post-connect-failure'],
  ...['cancelled', 'deadline-exceeded', 'internal', 'resource-exhausted', 'unavailable'],
]
const service = (conditions: string) => `port: 80\nretries: {attempts: 2, retryOn: ${conditions}}`

export const retryOn: ReleaseRule = {
  reads: 'release',
  code: 'IS014',
  title: 'A reason to retry that Envoy does not know',
  severity: 'warning',
  why: "retryOn is a list of Envoy's conditions and of HTTP status codes, separated by commas without blanks. The webhook of Istio refuses anything else, and Flagger cannot create its VirtualService.",
  evidence: 'Istio 1.27, validateHTTPRetry; Envoy, x-envoy-retry-on and x-envoy-retry-grpc-on.',
  help: 'Use the conditions that Envoy knows, such as 5xx,reset,connect-failure.',
  bad: () => manifests(canary({ service: service('«"gateway-errors,reset"»') })),
  good: () => manifests(canary({ service: service('"gateway-error,reset"') })),
  check({ service: { retries }, provider }) {
    if (!isIstio(provider) || !retries?.retryOn) return []
    const unknown = retries.retryOn
      .split(',')
      .filter(policy => !policies.includes(policy) && !/^[1-5][0-9]{2}$/.test(policy))
    if (unknown.length === 0) return []
    const meant = nearest(unknown[0] ?? '', policies)
    const hint = meant === undefined ? '' : `; did you mean ${meant}?`
    return [{ path: '/spec/service/retries/retryOn', message: `Envoy knows no ${list(unknown.map(quote))}${hint}` }]
  },
}
