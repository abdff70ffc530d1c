import { values } from '../../example.ts'
import type { ToldRule } from '../../rule.ts'

export const ignoreUnreasoned: ToldRule = {
  reads: 'elsewhere',
  code: 'SG001',
  title: 'A finding is ignored without a reason',
  severity: 'warning',
  why: 'Whoever meets the comment later cannot tell whether it still holds. Without a reason the comment silences nothing.',
  evidence: 'serin’s own rule.',
  help: 'Say why behind the code: `# serin-ignore CODE reason`.',
  bad: () =>
    values(`
    replicaCount: 3 «# serin-ignore DT021»
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
