import { parseDuration } from '../../../flagger/go/duration.ts'
import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'

const service = (perTry: string) => `port: 80\ntimeout: 5s\nretries: {attempts: 3, perTryTimeout: ${perTry}}`

export const retryTimeout: ReleaseRule = {
  reads: 'release',
  code: 'IS013',
  title: 'Retries that there is no time for',
  severity: 'warning',
  why: 'timeout is for the request with all its retries. A try that may take as long as that leaves no time for a second one when it hangs.',
  evidence: 'Istio, HTTPRoute.timeout; Envoy, route timeout and per try timeout.',
  help: 'Make perTryTimeout a part of timeout.',
  bad: () => manifests(canary({ service: service('«5s»') })),
  good: () => manifests(canary({ service: service('1s') })),
  check({ service: { timeout = '', retries } }) {
    const [whole, one] = [parseDuration(timeout), parseDuration(retries?.perTryTimeout ?? '')]
    if (whole === null || one === null || whole === 0 || (retries?.attempts ?? 0) <= 0 || one < whole) return []
    const message = `one try may take ${retries?.perTryTimeout}, the whole request ${timeout}: there is no time to try again`
    return [{ path: '/spec/service/retries/perTryTimeout', message }]
  },
}
