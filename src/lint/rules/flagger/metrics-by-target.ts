import { canary, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { builtIn, metricsOf } from './metrics.ts'

/** Their queries are made of the name of the target, where the routes have that of the Service. */
const byTarget = ['gloo', 'kuma', 'traefik', 'apisix']

const analysis = `
  interval: 1m
  threshold: 5
  stepWeight: 10
  metrics:
    - name: request-success-rate
      interval: 1m
      thresholdRange: {min: 99}
`

export const metricsByTarget: ReleaseRule = {
  reads: 'release',
  code: 'FL142',
  title: 'Metrics that look for another name',
  severity: 'warning',
  why: 'For these providers the queries of the built-in metrics look for the name of the target, while the routes are called after service.name. Where the two differ no values are found, every check fails, and every rollout is rolled back.',
  evidence: 'Flagger 1.44, pkg/metrics/observers/{gloo,kuma,traefik,apisix}.go.',
  help: 'Leave service.name out, or measure with a MetricTemplate.',
  bad: () => manifests(canary({ spec: 'provider: traefik', service: 'name: «web»\nport: 80', analysis })),
  good: () => manifests(canary({ spec: 'provider: traefik', service: 'name: shop\nport: 80', analysis })),
  check(view) {
    const { provider, names, service } = view
    const measured = metricsOf(view).some(({ metric }) => builtIn.includes(metric.name))
    if (!measured || !service.name || names.apex === names.target || !byTarget.some(name => provider.startsWith(name)))
      return []
    const message = `the metrics of ${provider} look for ${names.target}, but the routes are called ${names.apex}: no values are found`
    return [{ path: '/spec/service/name', message }]
  },
}
