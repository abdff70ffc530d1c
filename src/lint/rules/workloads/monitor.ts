import { mapAt, specOf } from '../../../devtron/fixes/access.ts'
import type { JsonMap } from '../../../values/json.ts'
import { canary, deployment, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { refIn } from '../../view/release.ts'
import { emptiedServices } from './emptied-services.ts'
import { missesPrimary, podsOf, selects } from './pods.ts'

const both = 'app: shop\ntier: web'
const podMonitor = (labels: string) => `
  apiVersion: monitoring.coreos.com/v1
  kind: PodMonitor
  metadata:
    name: shop
    namespace: prod
  spec:
    selector:
      matchLabels: ${labels}
    podMetricsEndpoints: [{port: metrics}]
`

export const monitor: ReleaseRule = {
  reads: 'release',
  code: 'WL011',
  title: 'A monitor that loses its pods',
  severity: 'warning',
  why: 'A PodMonitor, or a ServiceMonitor by way of a Service, that selects the pods of the target scrapes nothing between two rollouts, and the canary alone during one. Metrics of the primary, which answers the requests, are missing.',
  evidence: 'Flagger 1.44, pkg/canary, makePrimaryLabels; Prometheus Operator, PodMonitor and ServiceMonitor.',
  help: 'Select by a label that canary and primary both have; for a ServiceMonitor, the Services that Flagger makes.',
  bad: () => manifests(canary({}), deployment({ labels: both }), podMonitor('«{app: shop}»')),
  good: () => manifests(canary({}), deployment({ labels: both }), podMonitor('{tier: web}')),
  check(view) {
    const pods = podsOf(view)
    if (!pods) return []
    const emptied = emptiedServices(view).map(service => service.metadata.labels ?? {})
    const others = view.objects
      .all('/Service', view.canary.namespace)
      .map(service => service.metadata.labels ?? {})
      .filter(labels => !emptied.includes(labels))
    const isLost: Record<string, (selector: JsonMap) => boolean> = {
      'monitoring.coreos.com/PodMonitor': selector => missesPrimary(selector, pods),
      'monitoring.coreos.com/ServiceMonitor': selector =>
        emptied.some(labels => selects(selector, labels)) && !others.some(labels => selects(selector, labels)),
    }
    return Object.entries(isLost).flatMap(([kind, misses]) =>
      view.objects
        .all(kind, view.canary.namespace)
        .filter(object => misses(mapAt(specOf(object), 'selector')))
        .map(object => ({
          object: refIn(view, object),
          path: '/spec/selector/matchLabels',
          message: `this does not reach the pods of ${view.names.targetPrimary}`,
        })),
    )
  },
}
