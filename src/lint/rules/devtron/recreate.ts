import { values } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'

export const recreate: ValuesRule = {
  reads: 'values',
  code: 'DT028',
  title: 'Every promotion stops all pods',
  severity: 'warning',
  why: 'Flagger copies the strategy of the Deployment to the primary. With RECREATE all primary pods, which have all the traffic but that of the canary, are stopped before the first new one starts, at every promotion.',
  evidence: 'Flagger 1.44, pkg/canary/deployment_controller.go, Promote; deployment.yaml of the chart.',
  help: 'Use deploymentType: ROLLING.',
  bad: () =>
    values(`
    deploymentType: «RECREATE»
    flaggerCanary:
      enabled: true
      serviceport: 80
  `),
  good: () =>
    values(`
    deploymentType: ROLLING
    flaggerCanary:
      enabled: true
      serviceport: 80
  `),
  check({ data }) {
    if (data['deploymentType'] !== 'RECREATE') return []
    const message = 'deploymentType RECREATE holds for the primary, too: every promotion is an outage'
    return [{ path: '/deploymentType', message }]
  },
}
