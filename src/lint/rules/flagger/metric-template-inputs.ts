import { specOf } from '../../../devtron/fixes/access.ts'
import { canary, manifests } from '../../example.ts'
import type { Hit, ReleaseRule } from '../../rule.ts'
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
  query: sum(rate(errors_total{code="{{ variables.code }}"}[{{ interval }}]))
`
const analysis = (metric: string) => `
  interval: 1m
  threshold: 5
  stepWeight: 10
  metrics:
    - name: errors
      ${metric}
      thresholdRange: {max: 1}
`

const variable = /\{\{-?\s*variables\.(\w+)\s*-?\}\}/g
const intervalUse = /\{\{-?\s*interval\s*-?\}\}/

export const metricTemplateInputs: ReleaseRule = {
  reads: 'release',
  code: 'FL118',
  title: 'A MetricTemplate without what its query needs',
  severity: 'error',
  why: 'A metric with a template has no default interval: without one {{ interval }} is empty and the query is no longer valid. A variable that templateVariables does not give makes the query fail to render. Either way every check fails.',
  evidence: 'Flagger 1.44, toMetricModel and pkg/metrics/observers/render.go, Option("missingkey=error").',
  help: 'Give the metric an interval, and every variable of the query.',
  bad: () =>
    manifests(
      canary({ analysis: analysis('«templateRef»: {name: errors}\n      templateVariables: {code: "500"}') }),
      template,
    ),
  good: () =>
    manifests(
      canary({
        analysis: analysis('interval: 1m\n      templateRef: {name: errors}\n      templateVariables: {code: "500"}'),
      }),
      template,
    ),
  check(view) {
    const { objects, canary: own } = view
    return metricsOf(view).flatMap(
      ({ metric: { name, interval, templateRef, templateVariables = {} }, path }): Hit[] => {
        const found =
          templateRef &&
          objects.get('flagger.app/MetricTemplate', templateRef.namespace || own.namespace, templateRef.name)
        const query = found ? specOf(found)['query'] : null
        if (typeof query !== 'string') return []
        const at = { path: `${path}/templateRef`, part: 'key' } as const
        const missing = [...query.matchAll(variable)]
          .map(([, key = '']) => key)
          .filter(key => !Object.hasOwn(templateVariables, key))
        const noInterval = intervalUse.test(query) && !interval
        return [
          ...(noInterval
            ? [
                {
                  ...at,
                  message: `the query of ${templateRef?.name} needs an interval, and the metric ${name} has none`,
                },
              ]
            : []),
          ...[...new Set(missing)].map(key => ({
            ...at,
            message: `the query of ${templateRef?.name} needs the variable ${key}, and the metric ${name} does not give it`,
          })),
        ]
      },
    )
  },
}
