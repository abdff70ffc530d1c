import { canary, deployment, manifests } from '../../example.ts'
import { refused } from '../../kubernetes/refused.ts'
import type { ReleaseRule } from '../../rule.ts'

export const targetPort: ReleaseRule = {
  reads: 'release',
  code: 'K8005',
  twins: ['DT006'],
  title: 'A port name that is none',
  severity: 'error',
  why: 'A targetPort that is text is the name of a container port: a-z, 0-9 and -, 15 characters at most, one of them a letter. A number in quotes is such a text, and the API server refuses all three Services that Flagger makes of it.',
  evidence: 'Kubernetes 1.34, ValidatePortNumOrName; recorded.',
  help: 'Write the number without quotes, or the name of a container port.',
  bad: () =>
    manifests(
      canary({
        service: `
      port: 80
      targetPort: «"8080"»
    `,
      }),
      deployment(),
    ),
  good: () =>
    manifests(
      canary({
        service: `
      port: 80
      targetPort: 8080
    `,
      }),
      deployment(),
    ),
  check: view => refused(view, 'target port'),
}
