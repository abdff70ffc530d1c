import { canary, deployment, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { refIn } from '../../view/release.ts'
import { emptiedServices } from './emptied-services.ts'

const both = 'app: shop\ntier: web'
const service = (labels: string) => `
  apiVersion: v1
  kind: Service
  metadata:
    name: shop-web
    namespace: prod
    labels: {app: shop-web}
  spec:
    selector: ${labels}
    ports: [{port: 80, targetPort: 8080}]
`

export const emptiedService: ReleaseRule = {
  reads: 'release',
  code: 'WL009',
  title: 'A Service that Flagger empties',
  severity: 'warning',
  why: 'It selects the pods of the target, and Flagger keeps the target at zero between two rollouts. Whoever calls this Service gets no answer, and during a rollout the canary alone, whatever its weight.',
  evidence: 'Flagger 1.44, pkg/canary/deployment_controller.go, ScaleToZero; fluxcd/flagger#208.',
  help: 'Call the apex Service of the Canary, or select by a label that canary and primary both have.',
  bad: () => manifests(canary({}), deployment({ labels: both }), service('«{app: shop}»')),
  good: () => manifests(canary({}), deployment({ labels: both }), service('{tier: web}')),
  check(view) {
    return emptiedServices(view).map(service => ({
      object: refIn(view, service),
      path: '/spec/selector',
      message: `this selects only pods of ${view.names.target}, which Flagger scales to zero; ${view.names.apex} leads to the primary`,
    }))
  },
}
