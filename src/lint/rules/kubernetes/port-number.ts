import { canary, deployment, manifests } from '../../example.ts'
import { refused } from '../../kubernetes/refused.ts'
import type { ReleaseRule } from '../../rule.ts'

export const portNumberRule: ReleaseRule = {
  reads: 'release',
  code: 'K8009',
  twins: ['DT006'],
  title: 'A number that is no port',
  severity: 'error',
  why: 'Ports are from 1 to 65535. The CRD of Flagger takes any number, the API server refuses the Services that Flagger makes of it.',
  evidence: 'Kubernetes 1.34, IsValidPortNum; the Canary CRD of Flagger 1.44.',
  help: 'Write a number from 1 to 65535.',
  bad: () =>
    manifests(
      canary({
        service: `
      port: 80
      targetPort: «70000»
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
  check: view => refused(view, 'port number'),
}
