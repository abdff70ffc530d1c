import { canary, deployment, manifests } from '../../example.ts'
import { refused } from '../../kubernetes/refused.ts'
import type { ReleaseRule } from '../../rule.ts'

export const rolloutRule: ReleaseRule = {
  reads: 'release',
  code: 'K8020',
  title: 'Numbers of a rollout that the API server refuses',
  severity: 'error',
  why: 'progressDeadlineSeconds has to be above minReadySeconds, maxSurge and maxUnavailable cannot both be 0, counts are not negative, and the pods of a workload are always restarted. Flagger copies all of these to the primary.',
  evidence: 'Kubernetes 1.34, ValidateDeploymentSpec.',
  help: 'Correct the number.',
  bad: () =>
    manifests(
      canary({}),
      deployment({
        spec: `
      minReadySeconds: 60
      progressDeadlineSeconds: «30»
    `,
      }),
    ),
  good: () =>
    manifests(
      canary({}),
      deployment({
        spec: `
      minReadySeconds: 60
      progressDeadlineSeconds: 300
    `,
      }),
    ),
  check: view => refused(view, 'rollout'),
}
