import { canary, deployment, manifests } from '../../example.ts'
import { refused } from '../../kubernetes/refused.ts'
import type { ReleaseRule } from '../../rule.ts'

export const containerRule: ReleaseRule = {
  reads: 'release',
  code: 'K8016',
  title: 'A container that the API server refuses',
  severity: 'error',
  why: 'Every container has an image and a name of its own, of a-z, 0-9 and -, and every variable has a name. The API server refuses the workload and the primary that Flagger makes of it.',
  evidence: 'Kubernetes 1.34, validateContainerCommon.',
  help: 'Correct the names, and give every container an image.',
  bad: () =>
    manifests(
      canary({}),
      deployment({
        pod: `
      initContainers:
        - name: «Migrate»
          image: registry.example.com/migrate:1
    `,
      }),
    ),
  good: () =>
    manifests(
      canary({}),
      deployment({
        pod: `
      initContainers:
        - name: migrate
          image: registry.example.com/migrate:1
    `,
      }),
    ),
  check: view => refused(view, 'container'),
}
