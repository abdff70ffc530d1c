import { specOf } from '../../../devtron/fixes/access.ts'
import { pointer } from '../../../values/pointer.ts'
import { canary, deployment, manifests } from '../../example.ts'
import { labelsAt } from '../../read.ts'
import type { ReleaseRule } from '../../rule.ts'
import { refIn } from '../../view/release.ts'
import { mapMissesPrimary, podsOf } from './pods.ts'

const both = 'app: shop\ntier: web'
const policy = (labels: string) => `
  apiVersion: security.istio.io/v1
  kind: AuthorizationPolicy
  metadata:
    name: shop
    namespace: prod
  spec:
    selector:
      matchLabels: ${labels}
    rules: [{from: [{source: {namespaces: [web]}}]}]
`

/** Where each kind has its labels. */
const selectors: Record<string, readonly string[]> = {
  'security.istio.io/AuthorizationPolicy': ['selector', 'matchLabels'],
  'security.istio.io/PeerAuthentication': ['selector', 'matchLabels'],
  'security.istio.io/RequestAuthentication': ['selector', 'matchLabels'],
  'telemetry.istio.io/Telemetry': ['selector', 'matchLabels'],
  'extensions.istio.io/WasmPlugin': ['selector', 'matchLabels'],
  'networking.istio.io/EnvoyFilter': ['workloadSelector', 'labels'],
  'networking.istio.io/Sidecar': ['workloadSelector', 'labels'],
}

export const meshPolicy: ReleaseRule = {
  reads: 'release',
  code: 'WL012',
  title: 'A policy of the mesh that misses the primary',
  severity: 'warning',
  why: 'It selects the pods of the target. Those of the primary, which answer the requests, have another selector label: an AuthorizationPolicy that denies does not hold for them, one that allows does not open them, and other settings are missing.',
  evidence: 'Flagger 1.44, pkg/canary, makePrimaryLabels; Istio, WorkloadSelector.',
  help: 'Select by a label that canary and primary both have, or by the Service account of the app.',
  bad: () => manifests(canary({}), deployment({ labels: both }), policy('«{app: shop}»')),
  good: () => manifests(canary({}), deployment({ labels: both }), policy('{tier: web}')),
  check(view) {
    const pods = podsOf(view)
    if (!pods) return []
    return Object.entries(selectors).flatMap(([kind, path]) =>
      view.objects
        .all(kind, view.canary.namespace)
        .filter(object => mapMissesPrimary(labelsAt(specOf(object), ...path), pods))
        .map(object => ({
          object: refIn(view, object),
          path: pointer('spec', ...path),
          message: `this ${object.kind} does not hold for the pods of ${view.names.targetPrimary}`,
        })),
    )
  },
}
