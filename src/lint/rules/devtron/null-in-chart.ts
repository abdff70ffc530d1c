import { getKey } from '../../../values/json.ts'
import { dotted, pointer, valueAt } from '../../../values/pointer.ts'
import { values, withFlags } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'
import { nullsIn } from './nulls.ts'

/** Maps below flaggerCanary in which the chart's template looks for a key without asking whether they are there. */
const dereferenced = new Set(
  ['createIstioGateway', 'analysis', 'thresholds', 'loadtest'].map(key => pointer('flaggerCanary', key)),
)
const tls = '/flaggerCanary/createIstioGateway/tls'

export const nullInChart: ValuesRule = {
  reads: 'values',
  code: 'DT003',
  title: 'Null where the chart looks for something inside',
  severity: 'error',
  why: 'With the null semantics of Helm a null takes the default of the chart away, and the template of the chart then looks for a key in nothing: rendering fails with "nil pointer evaluating interface {}". Devtron itself drops nulls, so the same file may work there.',
  evidence: 'templates/flagger.yaml of every chart version; recorded with helm template.',
  help: 'Leave the key out to take the default, or write the map with what is to be switched off, such as {enabled: false}.',
  bad: () =>
    withFlags(
      '--null-semantics helm3',
      values(`
      flaggerCanary:
        enabled: true
        serviceport: 80
        loadtest: «null»
    `),
    ),
  good: () =>
    withFlags(
      '--null-semantics helm3',
      values(`
      flaggerCanary:
        enabled: true
        serviceport: 80
        loadtest:
          enabled: false
    `),
    ),
  check({ values: { layers, nullSemantics }, data, gateway }) {
    if (nullSemantics === 'devtron') return []
    return nullsIn(layers, 'flaggerCanary')
      .filter(path => dereferenced.has(path) || (path === tls && getKey(gateway, 'enabled') === true))
      .filter(path => (valueAt(data, path) ?? null) === null)
      .map(path => ({ path, message: `${dotted(path)} is null, but the chart reads what is inside` }))
  },
}
