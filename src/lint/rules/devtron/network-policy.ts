import { mapAt } from '../../../devtron/fixes/access.ts'
import { truthy } from '../../../devtron/go.ts'
import { values } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'
import { hasNetworkPolicy, isFrom420 } from './generations.ts'

export const networkPolicy: ValuesRule = {
  reads: 'values',
  code: 'DT026',
  title: 'The NetworkPolicy of the chart',
  severity: 'warning',
  worst: 'error',
  why: 'The NetworkPolicy selects the pods by app and release. Flagger gives the primary pods another app, so that the policy holds for the canary alone and whatever it forbids is allowed where all the traffic is. From chart 4-20-0 on the template cannot be rendered at all ("nil pointer evaluating interface {}.matchExpressions").',
  evidence:
    'templates/networkpolicy.yaml of 4-18-0 to 4-22-0, run with helm template; Flagger 1.44, makePrimaryLabels.',
  help: 'Switch it off and write a NetworkPolicy that selects by a label that both have, such as appId.',
  bad: () =>
    values(`
    networkPolicy:
      enabled: «true»
    flaggerCanary:
      enabled: true
      serviceport: 80
  `),
  good: () =>
    values(`
    networkPolicy:
      enabled: false
    flaggerCanary:
      enabled: true
      serviceport: 80
  `),
  check({ data, options }) {
    if (!truthy(mapAt(data, 'networkPolicy')['enabled']) || !hasNetworkPolicy(options.chart)) return []
    const path = '/networkPolicy/enabled'
    if (!isFrom420(options.chart)) return [{ path, message: 'the NetworkPolicy does not hold for the primary pods' }]
    const message = `the NetworkPolicy of chart ${options.chart} cannot be rendered: its template fails`
    return [{ path, severity: 'error', message }]
  },
}
