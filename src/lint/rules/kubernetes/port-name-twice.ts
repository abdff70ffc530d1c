import { canary, deployment, manifests } from '../../example.ts'
import { refused } from '../../kubernetes/refused.ts'
import type { ReleaseRule } from '../../rule.ts'

export const portNameTwice: ReleaseRule = {
  reads: 'release',
  code: 'K8007',
  twins: ['DT010'],
  title: 'Two ports with one name',
  severity: 'error',
  why: 'With port discovery Flagger adds every other container port to its Services, under its own name. The first port is called http, or what portName says: a container port of that name makes the API server refuse all three Services.',
  evidence: 'Flagger 1.44, pkg/canary/util.go; Kubernetes 1.34, validateServicePort; recorded.',
  help: 'Rename one of the ports, or set spec.service.portName.',
  bad: () =>
    manifests(
      canary({
        service: `
      port: 80
      targetPort: 8080
      portDiscovery: true
    `,
      }),
      deployment({
        container: `
      ports:
        - name: web
          containerPort: 8080
        - name: «http»
          containerPort: 9090
    `,
      }),
    ),
  good: () =>
    manifests(
      canary({
        service: `
      port: 80
      targetPort: 8080
      portDiscovery: true
    `,
      }),
      deployment({
        container: `
      ports:
        - name: web
          containerPort: 8080
        - name: metrics
          containerPort: 9090
    `,
      }),
    ),
  check: view => refused(view, 'port name twice'),
}
