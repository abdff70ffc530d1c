import { mapAt } from '../../../devtron/fixes/access.ts'
import { pointer } from '../../../values/pointer.ts'
import { list } from '../../../values/quote.ts'
import { values } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'

export const selectorLabelMissing: ValuesRule = {
  reads: 'values',
  code: 'DT025',
  title: 'A selector without a label that Flagger knows',
  severity: 'error',
  why: 'Flagger tells the pods of primary and canary apart by one label of the selector: the first of app, name and app.kubernetes.io/name, or of what its flag -selector-labels says. customMatchLabels replaces the whole selector; without such a label Flagger stops before it creates anything.',
  evidence: 'Flagger 1.44, pkg/canary/deployment_controller.go, getSelectorLabel; deployment.yaml of the chart.',
  help: 'Add app to customMatchLabels, and to the labels of the pods.',
  bad: () =>
    values(`
    customMatchLabels:
      «component»: shop
    flaggerCanary:
      enabled: true
      serviceport: 80
  `),
  good: () =>
    values(`
    customMatchLabels:
      app: shop
      component: shop
    flaggerCanary:
      enabled: true
      serviceport: 80
  `),
  check({ data, chart, options }) {
    const labels = Object.keys(mapAt(data, 'customMatchLabels'))
    const known = options.settings.selectorLabels
    const [first] = labels
    if (!chart.pods.customLabels || first === undefined || known.some(label => labels.includes(label))) return []
    return [
      {
        path: pointer('customMatchLabels', first),
        part: 'key',
        message: `the selector is ${list(labels)}; Flagger needs ${list(known, 'or')} in it`,
      },
    ]
  },
}
