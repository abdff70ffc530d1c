import { list } from '../../../values/quote.ts'
import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { isIstio } from '../flagger/providers.ts'

export const retriesOff: ReleaseRule = {
  reads: 'release',
  code: 'IS012',
  title: 'A policy for retries that are switched off',
  severity: 'warning',
  why: 'Flagger always writes attempts, 0 where the Canary has none, and 0 switches retries off. The webhook of Istio refuses a policy beside it: Flagger cannot create its VirtualService.',
  evidence: 'Flagger 1.44, HTTPRetry without omitempty; Istio 1.27, validateHTTPRetry.',
  help: 'Set attempts to how often a request is tried again, or leave the policy out.',
  bad: () => manifests(canary({ service: 'port: 80\n«retries»: {perTryTimeout: 1s}' })),
  good: () => manifests(canary({ service: 'port: 80\nretries: {attempts: 2, perTryTimeout: 1s}' })),
  check({ service: { retries }, provider }) {
    if (!isIstio(provider) || !retries || (retries.attempts ?? 0) !== 0) return []
    const policy = (['perTryTimeout', 'retryOn'] as const).filter(key => retries[key])
    if (policy.length === 0) return []
    const message = `without attempts there are no retries, and Istio refuses ${list(policy)} beside them`
    return [{ path: '/spec/service/retries', part: 'key', message }]
  },
}
