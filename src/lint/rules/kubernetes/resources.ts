import { canary, deployment, manifests } from '../../example.ts'
import { refused } from '../../kubernetes/refused.ts'
import type { ReleaseRule } from '../../rule.ts'

export const resourcesRule: ReleaseRule = {
  reads: 'release',
  code: 'K8018',
  title: 'A request above its limit',
  severity: 'error',
  why: 'A container cannot ask for more than it may have. The API server refuses the workload and the primary that Flagger makes of it; Devtron refuses such values, too.',
  evidence: 'Kubernetes 1.34, validateResourceRequirements.',
  help: 'Raise the limit, or lower the request.',
  bad: () =>
    manifests(
      canary({}),
      deployment({
        container: `
      resources:
        requests: {cpu: «2»}
        limits: {cpu: 500m}
    `,
      }),
    ),
  good: () =>
    manifests(
      canary({}),
      deployment({
        container: `
      resources:
        requests: {cpu: 250m}
        limits: {cpu: 500m}
    `,
      }),
    ),
  check: view => refused(view, 'resources'),
}
