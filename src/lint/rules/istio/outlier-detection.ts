import { canary, manifests } from '../../example.ts'
import { numberAt } from '../../read.ts'
import type { Hit, ReleaseRule } from '../../rule.ts'
import { isIstio } from '../flagger/providers.ts'

const service = (outlier: string) =>
  `port: 80\ntrafficPolicy: {outlierDetection: {consecutive5xxErrors: 5, ${outlier}}}`

export const outlierDetection: ReleaseRule = {
  reads: 'release',
  code: 'IS020',
  title: 'Outlier detection that Istio refuses',
  severity: 'warning',
  why: 'Percentages are from 0 to 100, and failures of local origin count only where they are told apart from others. The webhook of Istio refuses anything else, and Flagger cannot create its DestinationRules.',
  evidence: 'Istio 1.27, validateOutlierDetection.',
  help: 'Write percentages from 0 to 100, and splitExternalLocalOriginErrors: true beside consecutiveLocalOriginFailures.',
  bad: () => manifests(canary({ service: service('maxEjectionPercent: «150»') })),
  good: () => manifests(canary({ service: service('maxEjectionPercent: 50') })),
  check({ service: { trafficPolicy }, provider }): Hit[] {
    const outlier = trafficPolicy?.outlierDetection
    if (!isIstio(provider) || !outlier) return []
    const path = '/spec/service/trafficPolicy/outlierDetection'
    const percents = ['maxEjectionPercent', 'minHealthPercent'].flatMap(key => {
      const percent = numberAt(outlier, key) ?? 0
      return percent < 0 || percent > 100
        ? [{ path: `${path}/${key}`, message: `${key} is ${percent}; it has to be from 0 to 100` }]
        : []
    })
    const local = numberAt(outlier, 'consecutiveLocalOriginFailures') ?? 0
    if (local <= 0 || outlier['splitExternalLocalOriginErrors'] === true) return percents
    const message = 'consecutiveLocalOriginFailures needs splitExternalLocalOriginErrors: true'
    return [...percents, { path: `${path}/consecutiveLocalOriginFailures`, message }]
  },
}
