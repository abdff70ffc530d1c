import { canary, deployment, manifests } from '../../example.ts'
import { refused } from '../../kubernetes/refused.ts'
import type { ReleaseRule } from '../../rule.ts'

export const annotation: ReleaseRule = {
  reads: 'release',
  code: 'K8004',
  title: 'Annotations that the API server refuses',
  severity: 'error',
  why: 'Keys of annotations look like those of labels, and all annotations of an object together have 256 KiB at most.',
  evidence: 'Kubernetes 1.34, ValidateAnnotations.',
  help: 'Use letters, digits, -, _ and . in keys, perhaps after a domain and a slash.',
  bad: () =>
    manifests(
      canary({
        service: `
      port: 80
      apex:
        annotations:
          «owned by»: payments
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
        annotations:
          owned-by: payments
    `,
      }),
      deployment(),
    ),
  check: view => refused(view, 'annotation'),
}
