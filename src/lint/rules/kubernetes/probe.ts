import { canary, deployment, manifests } from '../../example.ts'
import { refused } from '../../kubernetes/refused.ts'
import type { ReleaseRule } from '../../rule.ts'

export const probeRule: ReleaseRule = {
  reads: 'release',
  code: 'K8015',
  title: 'A probe that the API server refuses',
  severity: 'error',
  why: 'A probe asks in exactly one way: exec, httpGet, tcpSocket or grpc. Liveness and startup probes need one success, and its counts are not below 0.',
  evidence: 'Kubernetes 1.34, validateProbe.',
  help: 'Give the probe one way to ask, and counts from 0 up.',
  bad: () =>
    manifests(
      canary({}),
      deployment({
        container: `
      livenessProbe: «{periodSeconds: 5}»
    `,
      }),
    ),
  good: () =>
    manifests(
      canary({}),
      deployment({
        container: `
      livenessProbe: {periodSeconds: 5, tcpSocket: {port: 8080}}
    `,
      }),
    ),
  check: view => refused(view, 'probe'),
}
