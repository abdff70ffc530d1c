import { getKey } from '../../../values/json.ts'
import { values, withFlags } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'

export const servicePortMissing: ValuesRule = {
  reads: 'values',
  code: 'DT006',
  title: 'No port for the Services',
  severity: 'error',
  why: 'The Canary needs spec.service.port, and the chart writes what serviceport says: with the null semantics of Helm a null takes the default 8080 away, and the CRD refuses the Canary.',
  evidence: 'templates/flagger.yaml; the Canary CRD of Flagger 1.44, spec.service.required.',
  help: 'Write the port on which the Services are to listen.',
  bad: () =>
    withFlags(
      '--null-semantics helm3',
      values(`
      flaggerCanary:
        enabled: true
        serviceport: «null»
    `),
    ),
  good: () =>
    withFlags(
      '--null-semantics helm3',
      values(`
      flaggerCanary:
        enabled: true
        serviceport: 80
    `),
    ),
  check({ block }) {
    if ((getKey(block, 'serviceport') ?? null) !== null) return []
    return [
      {
        path: '/flaggerCanary/serviceport',
        message: 'flaggerCanary.serviceport has no value, and the Canary needs one',
      },
    ]
  },
}
