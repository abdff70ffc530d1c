import { canary, deployment, manifests } from '../../example.ts'
import { refused } from '../../kubernetes/refused.ts'
import type { ReleaseRule } from '../../rule.ts'

export const portNameRule: ReleaseRule = {
  reads: 'release',
  code: 'K8006',
  title: 'The name of a port that the API server refuses',
  severity: 'error',
  why: 'Container ports have names of 15 characters at most, ports of Services of 63. With port discovery Flagger calls a port without a name tcp-<container>-<number>, which a long container name makes too long.',
  evidence: 'Kubernetes 1.34, IsValidPortName and validateServicePort; Flagger 1.44, pkg/canary/util.go.',
  help: 'Give the port a short name of a-z, 0-9 and -.',
  bad: () =>
    manifests(
      canary({}),
      deployment({
        container: `
      ports:
        - name: «http-administration»
          containerPort: 8080
    `,
      }),
    ),
  good: () =>
    manifests(
      canary({}),
      deployment({
        container: `
      ports:
        - name: http-admin
          containerPort: 8080
    `,
      }),
    ),
  check: view => refused(view, 'port name'),
}
