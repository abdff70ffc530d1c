import { canary, deployment, manifests } from '../../example.ts'
import { refused } from '../../kubernetes/refused.ts'
import type { ReleaseRule } from '../../rule.ts'

export const hostPortTwice: ReleaseRule = {
  reads: 'release',
  code: 'K8021',
  title: 'One port of the node for two',
  severity: 'error',
  why: 'A node has each of its ports once: two container ports of a pod with the same hostPort and protocol make the API server refuse the workload.',
  evidence: 'Kubernetes 1.34, checkHostPortConflicts.',
  help: 'Choose another hostPort, or none.',
  bad: () =>
    manifests(
      canary({}),
      deployment({
        container: `
      ports:
        - {containerPort: 8080, hostPort: 9000}
        - {containerPort: 8081, hostPort: «9000»}
    `,
      }),
    ),
  good: () =>
    manifests(
      canary({}),
      deployment({
        container: `
      ports:
        - {containerPort: 8080, hostPort: 9000}
        - {containerPort: 8081, hostPort: 9001}
    `,
      }),
    ),
  check: view => refused(view, 'host port'),
}
