import { mapAt } from '../../../devtron/fixes/access.ts'
import { values } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'

export const successRateFraction: ValuesRule = {
  reads: 'values',
  code: 'DT032',
  title: 'A success rate that nothing falls below',
  severity: 'warning',
  why: 'successRate is a percentage. 0.99 asks for less than one percent of the requests to succeed, so that a canary which fails 99 of 100 requests is promoted; 0 asks for nothing.',
  evidence: 'Flagger 1.44, pkg/controller/scheduler_metrics.go: the rate is 100 × good ÷ all.',
  help: 'Write the percentage: 99 is ninety-nine percent.',
  bad: () =>
    values(`
    flaggerCanary:
      enabled: true
      serviceport: 80
      thresholds:
        successRate: «0.99»
  `),
  good: () =>
    values(`
    flaggerCanary:
      enabled: true
      serviceport: 80
      thresholds:
        successRate: 99
  `),
  check({ block }) {
    const { successRate: rate } = mapAt(block, 'thresholds')
    if (typeof rate !== 'number' || rate < 0 || rate > 1) return []
    const percent = Number((rate * 100).toFixed(4))
    const path = '/flaggerCanary/thresholds/successRate'
    const message =
      rate === 0
        ? 'a success rate of 0 lets every canary pass'
        : `successRate ${rate} is ${rate} percent, not ${percent}`
    return [{ path, message, ...(rate > 0 && { suggestion: String(percent) }) }]
  },
}
