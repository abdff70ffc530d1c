import { mapAt, specOf } from '../../../devtron/fixes/access.ts'
import { canary, deployment, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { refIn } from '../../view/release.ts'
import { missesPrimary, podsOf } from './pods.ts'

const both = 'app: shop\ntier: web'
const budget = (labels: string) => `
  apiVersion: policy/v1
  kind: PodDisruptionBudget
  metadata:
    name: shop
    namespace: prod
  spec:
    minAvailable: 1
    selector:
      matchLabels: ${labels}
`

export const disruptionBudget: ReleaseRule = {
  reads: 'release',
  code: 'WL003',
  title: 'A PodDisruptionBudget that misses the primary',
  severity: 'warning',
  why: 'It selects the pods of the target, which Flagger keeps at zero between two rollouts. The pods of the primary, which answer all requests, have another selector label and no budget: a drained node may take all of them at once. While a canary runs, its few pods can keep a node from being drained.',
  evidence: 'Flagger 1.44, pkg/canary, makePrimaryLabels; Kubernetes, Specifying a Disruption Budget.',
  help: 'Select by a label that both have, or add a budget for the pods of the primary.',
  bad: () => manifests(canary({}), deployment({ labels: both }), budget('«{app: shop}»')),
  good: () => manifests(canary({}), deployment({ labels: both }), budget('{tier: web}')),
  check(view) {
    const pods = podsOf(view)
    if (!pods) return []
    return view.objects
      .all('policy/PodDisruptionBudget', view.canary.namespace)
      .filter(budget => missesPrimary(mapAt(specOf(budget), 'selector'), pods))
      .map(budget => ({
        object: refIn(view, budget),
        path: '/spec/selector/matchLabels',
        message: `this budget does not hold for the pods of ${view.names.targetPrimary}`,
      }))
  },
}
