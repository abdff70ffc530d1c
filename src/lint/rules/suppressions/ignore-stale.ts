import { values } from '../../example.ts'
import type { ToldRule } from '../../rule.ts'

export const ignoreStale: ToldRule = {
  reads: 'elsewhere',
  code: 'SG003',
  title: 'A finding is ignored that is gone',
  severity: 'warning',
  why: 'The mistake has been mended or has moved to another line. A comment that stays behind would silence the next one.',
  evidence: 'serin’s own rule. It is not asked where the file has errors: then not all rules have looked at it.',
  help: 'Remove the comment, or move it to the line of the finding or above it.',
  bad: () =>
    values(`
    autoscaling:
      enabled: true
      MinReplicas: 3
      MaxReplicas: 6
    replicaCount: 3 «# serin-ignore DT021 Argo CD ignores /spec/replicas here»
    flaggerCanary:
      enabled: true
      serviceport: 80
  `),
  good: () =>
    values(`
    autoscaling:
      enabled: true
      MinReplicas: 3
      MaxReplicas: 6
    replicaCount: 3
    flaggerCanary:
      enabled: true
      serviceport: 80
  `),
}
