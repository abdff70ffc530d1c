import { canary, manifests } from '../../example.ts'
import { refused } from '../../kubernetes/refused.ts'
import type { ReleaseRule } from '../../rule.ts'

export const serviceNameRule: ReleaseRule = {
  reads: 'release',
  code: 'K8001',
  twins: ['DT022'],
  title: 'A Service name that the API server refuses',
  severity: 'error',
  why: 'Flagger calls its Services after service.name, or after the target, with -primary and -canary. Names of Services are stricter than those of Deployments: they begin with a letter, have no dot and 63 characters at most. The API server refuses the Services, and Flagger tries again for ever.',
  evidence: 'Kubernetes 1.34, NameIsDNS1035Label; Flagger 1.44, GetServiceNames; recorded.',
  help: 'Set spec.service.name to a name of a-z, 0-9 and -, 55 characters at most.',
  bad: () =>
    manifests(
      canary({
        targetRef: `
      apiVersion: apps/v1
      kind: Deployment
      name: «orders.v2»
    `,
      }),
    ),
  good: () =>
    manifests(
      canary({
        targetRef: `
      apiVersion: apps/v1
      kind: Deployment
      name: orders.v2
    `,
        service: 'name: orders\nport: 80',
      }),
    ),
  check: view => refused(view, 'service name'),
}
