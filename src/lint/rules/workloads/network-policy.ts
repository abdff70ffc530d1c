import { mapAt, specOf } from '../../../devtron/fixes/access.ts'
import { canary, deployment, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { refIn } from '../../view/release.ts'
import { missesPrimary, podsOf } from './pods.ts'

const both = 'app: shop\ntier: web'
const policy = (labels: string) => `
  apiVersion: networking.k8s.io/v1
  kind: NetworkPolicy
  metadata:
    name: shop
    namespace: prod
  spec:
    podSelector:
      matchLabels: ${labels}
    policyTypes: [Ingress]
`

export const networkPolicy: ReleaseRule = {
  reads: 'release',
  code: 'WL004',
  title: 'A NetworkPolicy that misses the primary',
  severity: 'warning',
  why: 'It selects the pods of the target. Those of the primary, which answer the requests, have another selector label: what the policy forbids is allowed there, and what another policy denies by default is not opened for them.',
  evidence: 'Flagger 1.44, pkg/canary, makePrimaryLabels; Kubernetes, Network Policies.',
  help: 'Select by a label that both have, or add a policy for the pods of the primary.',
  bad: () => manifests(canary({}), deployment({ labels: both }), policy('«{app: shop}»')),
  good: () => manifests(canary({}), deployment({ labels: both }), policy('{tier: web}')),
  check(view) {
    const pods = podsOf(view)
    if (!pods) return []
    return view.objects
      .all('networking.k8s.io/NetworkPolicy', view.canary.namespace)
      .filter(policy => missesPrimary(mapAt(specOf(policy), 'podSelector'), pods))
      .map(policy => ({
        object: refIn(view, policy),
        path: '/spec/podSelector/matchLabels',
        message: `this policy does not hold for the pods of ${view.names.targetPrimary}`,
      }))
  },
}
