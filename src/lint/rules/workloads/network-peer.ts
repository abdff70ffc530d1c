import { mapAt, specOf } from '../../../devtron/fixes/access.ts'
import type { JsonMap } from '../../../values/json.ts'
import { pointer } from '../../../values/pointer.ts'
import { canary, deployment, manifests } from '../../example.ts'
import { mapsAt } from '../../read.ts'
import type { ReleaseRule } from '../../rule.ts'
import { refIn } from '../../view/release.ts'
import { missesPrimary, type Pods, podsOf, selects } from './pods.ts'

const directions = [
  ['ingress', 'from'],
  ['egress', 'to'],
] as const

const both = 'app: shop\ntier: web'
const policy = (labels: string) => `
  apiVersion: networking.k8s.io/v1
  kind: NetworkPolicy
  metadata:
    name: database
    namespace: prod
  spec:
    podSelector:
      matchLabels: {app: database}
    ingress:
      - from:
          - podSelector:
              matchLabels: ${labels}
`

export const networkPeer: ReleaseRule = {
  reads: 'release',
  code: 'WL005',
  title: 'A NetworkPolicy that lets in the canary only',
  severity: 'warning',
  why: 'A policy of another workload allows connections from, or to, pods with the labels of the target. The pods of the primary have another selector label: once Flagger has moved the app to them it cannot reach that workload any more, or not be reached.',
  evidence: 'Flagger 1.44, pkg/canary, makePrimaryLabels; Kubernetes, Network Policies.',
  help: 'Select the peers by a label that both have, or add the pods of the primary as another peer.',
  bad: () => manifests(canary({}), deployment({ labels: both }), policy('«{app: shop}»')),
  good: () => manifests(canary({}), deployment({ labels: both }), policy('{tier: web}')),
  check(view) {
    const pods = podsOf(view)
    if (!pods) return []
    return view.objects.all('networking.k8s.io/NetworkPolicy').flatMap(policy =>
      directions.flatMap(([rules, peers]) =>
        mapsAt(specOf(policy), rules).flatMap((rule, i) =>
          onlyTarget(mapsAt(rule, peers), pods).map(j => ({
            object: refIn(view, policy),
            path: pointer('spec', rules, i, peers, j, 'podSelector', 'matchLabels'),
            message: `this peer leaves out the pods of ${view.names.targetPrimary}`,
          })),
        ),
      ),
    )
  },
}

/** Peers that are the target and not the primary, where no other peer is the primary. */
function onlyTarget(peers: readonly JsonMap[], pods: Pods): number[] {
  const selectors = peers.map(peer => (isOfPods(peer) ? mapAt(peer, 'podSelector') : null))
  if (selectors.some(selector => selector && selects(selector, pods.primary))) return []
  return selectors.flatMap((selector, i) => (selector && missesPrimary(selector, pods) ? [i] : []))
}

/** With a selector of namespaces the pods are in other ones; nobody knows which. */
function isOfPods(peer: JsonMap): boolean {
  return Object.hasOwn(peer, 'podSelector') && !Object.hasOwn(peer, 'namespaceSelector')
}
