import { canary, deployment, manifests } from '../../example.ts'
import { refused } from '../../kubernetes/refused.ts'
import type { ReleaseRule } from '../../rule.ts'

export const label: ReleaseRule = {
  reads: 'release',
  code: 'K8003',
  twins: ['DT022'],
  title: 'A label that the API server refuses',
  severity: 'error',
  why: 'Keys of labels are a name of 63 characters at most, perhaps after a domain and a slash; values have 63 characters at most, and letters or digits at both ends. The value of the selector label gets -primary appended for the primary, so that 55 characters are left for it.',
  evidence: 'Kubernetes 1.34, ValidateLabels; Flagger 1.44, makePrimaryLabels.',
  help: 'Shorten the label, and use letters, digits, -, _ and . only.',
  bad: () =>
    manifests(
      canary({
        service: `
      port: 80
      apex:
        labels:
          team: «payments & co»
    `,
      }),
      deployment(),
    ),
  good: () =>
    manifests(
      canary({
        service: `
      port: 80
      apex:
        labels:
          team: payments
    `,
      }),
      deployment(),
    ),
  check: view => refused(view, 'label'),
}
