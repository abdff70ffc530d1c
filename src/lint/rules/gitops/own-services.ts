import { canary, deployment, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { refIn } from '../../view/release.ts'
import { isOwnedByCanary } from './owned-by-canary.ts'

const service = (name: string) => `
  apiVersion: v1
  kind: Service
  metadata:
    name: ${name}
    namespace: prod
  spec:
    selector: {app: shop}
    ports: [{name: http, port: 80, targetPort: 8080}]
`

export const ownServices: ReleaseRule = {
  reads: 'release',
  code: 'GO002',
  title: 'A Service of Flagger’s in Git',
  severity: 'warning',
  why: 'Flagger takes the Service over and lets it select the primary. Whenever a GitOps tool applies this manifest the selector is that of the target again: requests meet no pods, or the canary alone, until Flagger’s next look.',
  evidence: 'Flagger 1.44, pkg/router/kubernetes_default.go; fluxcd/flagger#1003.',
  help: 'Remove it from Git: Flagger makes it. Labels and annotations go to spec.service.apex, primary or canary.',
  bad: () => manifests(canary({}), deployment(), service('«shop»')),
  good: () => manifests(canary({}), deployment()),
  check(view) {
    const { objects, names, canary: own } = view
    return [names.apex, names.primary, names.canary].flatMap(name => {
      const given = objects.get('/Service', own.namespace, name)
      if (!given || isOwnedByCanary(given)) return []
      const message = `Flagger makes Service ${name} and sets its selector and ports; what applies this sets them back`
      return [{ object: refIn(view, given), path: '/metadata/name', message }]
    })
  },
}
