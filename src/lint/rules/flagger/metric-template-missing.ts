import { canary, manifests, withFlags } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import type { ReleaseView } from '../../view/release.ts'
import { metricsOf } from './metrics.ts'

const template = `
apiVersion: flagger.app/v1beta1
kind: MetricTemplate
metadata:
  name: errors
  namespace: prod
spec:
  provider:
    type: prometheus
    address: http://prometheus:9090
  query: sum(rate(errors_total{app="{{ target }}"}[{{ interval }}]))
`
const analysis = (name: string) => `
  interval: 1m
  threshold: 5
  stepWeight: 10
  metrics:
    - name: errors
      interval: 1m
      templateRef: {name: ${name}}
      thresholdRange: {max: 1}
`

export const metricTemplateMissing: ReleaseRule = {
  reads: 'release',
  code: 'FL117',
  title: 'A MetricTemplate that is not there',
  severity: 'error',
  why: 'Flagger looks for the MetricTemplate at every check. While it is missing every check fails, and every rollout is rolled back.',
  evidence: 'Flagger 1.44, pkg/controller/scheduler_metrics.go, runMetricChecks.',
  help: 'Add the MetricTemplate, or correct the reference; without a namespace it is that of the Canary.',
  bad: () => withFlags('--refs strict', manifests(canary({ analysis: analysis('«error»') }), template)),
  good: () => withFlags('--refs strict', manifests(canary({ analysis: analysis('errors') }), template)),
  check(view) {
    return metricsOf(view).flatMap(({ metric: { templateRef }, path }) => {
      if (!templateRef || isGiven(view, templateRef)) return []
      const name = `MetricTemplate ${templateRef.namespace || view.canary.namespace}/${templateRef.name}`
      if (view.release.refs === 'strict')
        return { path: `${path}/templateRef/name`, message: `${name} does not exist: every check fails` }
      return {
        path: `${path}/templateRef/name`,
        severity: 'info',
        message: `${name} is not given; it is assumed to exist`,
        help: 'Give its manifest, too.',
      }
    })
  },
}

function isGiven({ objects, canary: { namespace } }: ReleaseView, ref: { name: string; namespace?: string }): boolean {
  return objects.get('flagger.app/MetricTemplate', ref.namespace || namespace, ref.name) !== null
}
