import { canary, deployment, manifests } from '../../example.ts'
import { refused } from '../../kubernetes/refused.ts'
import type { ReleaseRule } from '../../rule.ts'

export const initProbes: ReleaseRule = {
  reads: 'release',
  code: 'K8014',
  title: 'A probe of an init container',
  severity: 'error',
  why: 'Init containers run to their end before the others start: without restartPolicy Always they have no probes and no hooks, and the API server refuses the workload and the primary that Flagger makes of it.',
  evidence: 'Kubernetes 1.34, validateInitContainers; recorded.',
  help: 'Remove the probe, or set restartPolicy: Always to keep the container running beside the others.',
  bad: () =>
    manifests(
      canary({}),
      deployment({
        pod: `
      initContainers:
        - name: migrate
          image: registry.example.com/migrate:1
          «livenessProbe»: {tcpSocket: {port: 8080}}
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
          restartPolicy: Always
          livenessProbe: {tcpSocket: {port: 8080}}
    `,
      }),
    ),
  check: view => refused(view, 'init container'),
}
