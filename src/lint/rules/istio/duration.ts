import { parseDuration } from '../../../flagger/go/duration.ts'
import { dataOf } from '../../../values/manifest.ts'
import { valueAt } from '../../../values/pointer.ts'
import { quote } from '../../../values/quote.ts'
import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { isIstio } from '../flagger/providers.ts'

/** Fields that end up in a VirtualService or DestinationRule, whose CRDs ask for duration(self) >= duration('1ms'). */
const fields = [
  'timeout',
  'retries/perTryTimeout',
  'corsPolicy/maxAge',
  'trafficPolicy/connectionPool/http/idleTimeout',
  'trafficPolicy/loadBalancer/warmupDurationSecs',
  'trafficPolicy/outlierDetection/interval',
  'trafficPolicy/outlierDetection/baseEjectionTime',
].map(field => `/spec/service/${field}`)
const millisecond = 1e6

export const durationRule: ReleaseRule = {
  reads: 'release',
  code: 'IS008',
  title: 'A duration that Istio does not take',
  severity: 'error',
  why: 'The CRD of Flagger takes any text, those of Istio only durations of a millisecond and more. The API server refuses the VirtualService or DestinationRule, and Flagger cannot create it.',
  evidence: "Istio 1.27, CRDs: duration(self) >= duration('1ms').",
  help: 'Write a number with its unit, such as 500ms, 15s or 24h; there are no days.',
  bad: () => manifests(canary({ service: 'port: 80\ntimeout: «15 seconds»' })),
  good: () => manifests(canary({ service: 'port: 80\ntimeout: 15s' })),
  check({ provider, prediction, release }) {
    if (!isIstio(provider)) return []
    const stored = dataOf(prediction.stored ?? release.canary)
    return fields.flatMap(path => {
      const value = valueAt(stored, path)
      if (typeof value !== 'string' || value === '') return []
      const given = parseDuration(value)
      if (given !== null && given >= millisecond) return []
      const why = given === null ? 'is no duration' : 'is shorter than a millisecond'
      return { path, message: `${quote(value)} ${why}; the API server refuses what Flagger makes of it` }
    })
  },
}
