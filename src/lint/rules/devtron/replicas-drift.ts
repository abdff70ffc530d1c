import { mapAt } from '../../../devtron/fixes/access.ts'
import { truthy } from '../../../devtron/go.ts'
import { values } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'

export const replicasDrift: ValuesRule = {
  reads: 'values',
  code: 'DT021',
  title: 'Replicas that Git and Flagger fight over',
  severity: 'warning',
  why: 'The Deployment of the chart always has replicas, and Flagger scales it to zero between two rollouts. The label releaseVersion changes with every trigger, so that Argo CD applies the Deployment and its replicas again: idle canary pods come back. Without an HPA nothing else sets the number.',
  evidence: 'argoproj/argo-cd#12967; fluxcd/flagger#1504 and #836; deployment.yaml of the chart.',
  help: 'Let Argo CD ignore /spec/replicas of the Deployment, with RespectIgnoreDifferences=true, or switch autoscaling on; `serin drift` writes the rules.',
  bad: () =>
    values(`
    replicaCount: «3»
    flaggerCanary:
      enabled: true
      serviceport: 80
  `),
  good: () =>
    values(`
    replicaCount: 3
    autoscaling:
      enabled: true
      MinReplicas: 3
      MaxReplicas: 6
    flaggerCanary:
      enabled: true
      serviceport: 80
  `),
  check({ data }) {
    const scaled = ['autoscaling', 'kedaAutoscaling'].some(key => truthy(mapAt(data, key)['enabled']))
    const message =
      'replicas stand in Git, and Flagger scales the Deployment to zero: every sync starts idle canary pods'
    return scaled ? [] : [{ path: '/replicaCount', message }]
  },
}
