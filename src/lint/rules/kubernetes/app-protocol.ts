import { canary, deployment, manifests } from '../../example.ts'
import { refused } from '../../kubernetes/refused.ts'
import type { ReleaseRule } from '../../rule.ts'

export const appProtocolRule: ReleaseRule = {
  reads: 'release',
  code: 'K8010',
  title: 'An appProtocol that the API server refuses',
  severity: 'error',
  why: 'appProtocol has the form of a label key: http2, grpc, or kubernetes.io/h2c.',
  evidence: 'Kubernetes 1.34, validateServicePort.',
  help: 'Use letters, digits, -, _ and ., perhaps after a domain and a slash.',
  bad: () =>
    manifests(
      canary({
        service: `
      port: 80
      appProtocol: «http 2»
    `,
      }),
      deployment(),
    ),
  good: () =>
    manifests(
      canary({
        service: `
      port: 80
      appProtocol: http2
    `,
      }),
      deployment(),
    ),
  check: view => refused(view, 'app protocol'),
}
