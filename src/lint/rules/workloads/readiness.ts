import { pointer } from '../../../values/pointer.ts'
import { canary, deployment, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'

export const readiness: ReleaseRule = {
  reads: 'release',
  code: 'WL006',
  title: 'No readiness probe',
  severity: 'warning',
  why: 'Flagger shifts traffic to the canary, and later to the primary, as soon as Kubernetes calls their pods ready. Without a readiness probe that is the moment in which the process starts: the first requests meet an app that does not listen yet, and they count as failures.',
  evidence:
    'Flagger 1.44, pkg/canary/deployment_ready.go; Kubernetes, Configure Liveness, Readiness and Startup Probes.',
  help: 'Add a readinessProbe to the container that listens.',
  bad: () =>
    manifests(
      canary({}),
      deployment({
        container: `
      ports:
        - «containerPort: 8080»
    `,
      }),
    ),
  good: () =>
    manifests(
      canary({}),
      deployment({
        container: `
      ports:
        - containerPort: 8080
      readinessProbe:
        httpGet: {path: /ready, port: 8080}
    `,
      }),
    ),
  check({ target }) {
    if (!target || target.isSketched) return []
    return (target.pod.containers ?? []).flatMap((container, i) => {
      const { name, ports = [], readinessProbe } = { readinessProbe: undefined, ...container }
      if (ports.length === 0 || readinessProbe !== undefined) return []
      const message = `container ${name} listens on a port and has no readinessProbe`
      return [{ object: target.ref, path: pointer('spec', 'template', 'spec', 'containers', i, 'ports', 0), message }]
    })
  },
}
