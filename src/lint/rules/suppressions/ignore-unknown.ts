import { values } from '../../example.ts'
import type { ToldRule } from '../../rule.ts'

export const ignoreUnknown: ToldRule = {
  reads: 'elsewhere',
  code: 'SG002',
  title: 'A code is ignored that does not exist',
  severity: 'warning',
  why: 'The comment silences nothing: its code is misspelt, or belongs to another tool.',
  evidence: 'serin’s own rule.',
  help: 'The code stands in brackets at the end of a finding; docs/rules lists all of them.',
  bad: () =>
    values(`
    replicaCount: 3 «# serin-ignore DT0210 Argo CD ignores /spec/replicas here»
    flaggerCanary:
      enabled: true
      serviceport: 80
  `),
  good: () =>
    values(`
    replicaCount: 3 # serin-ignore DT021 Argo CD ignores /spec/replicas here
    flaggerCanary:
      enabled: true
      serviceport: 80
  `),
}
