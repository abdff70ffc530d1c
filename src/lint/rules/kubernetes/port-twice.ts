import { canary, deployment, manifests } from '../../example.ts'
import { refused } from '../../kubernetes/refused.ts'
import type { ReleaseRule } from '../../rule.ts'

export const portTwice: ReleaseRule = {
  reads: 'release',
  code: 'K8008',
  twins: ['DT010'],
  title: 'Two ports with one number',
  severity: 'error',
  why: 'Port discovery leaves out the container port that is targetPort, not the one that has the number of spec.service.port, and takes no notice of protocols. A container port with the number of the Service port, or two containers with the same number, make the API server refuse all three Services.',
  evidence: 'Flagger 1.44, pkg/canary/util.go, getPorts; Kubernetes 1.34, validateService; recorded.',
  help: 'Choose another spec.service.port, or switch portDiscovery off.',
  bad: () =>
    manifests(
      canary({
        service: `
      port: 9090
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
          containerPort: «9090»
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
  check: view => refused(view, 'port twice'),
}
