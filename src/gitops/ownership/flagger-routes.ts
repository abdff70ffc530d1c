import type { Stage } from './stages.ts'
import type { OwnedField, OwnedObject } from './table.ts'

// What Flagger 1.44 writes in the objects of meshes and ingresses (pkg/router); a test derives the same from recorded and played
// rollouts.

const shifting: readonly Stage[] = ['analysis', 'promotion', 'rollback']

/** How a kind of object is taken over, and where the shares of the traffic stand in it. */
interface Route {
  kind: string
  /** What of the metadata becomes that of spec.service.apex; everything else is removed. */
  metadata: readonly ('labels' | 'annotations')[]
  /** Fields that are made what the Canary says and kept so. */
  spec: readonly string[]
  /** Fields with the shares of the traffic. */
  shares: readonly string[]
  /** What only this router keeps in the object. */
  notes?: readonly OwnedField[]
  source: string
}

const both = ['labels', 'annotations'] as const

const routes: readonly Route[] = [
  {
    kind: 'networking.istio.io/VirtualService',
    metadata: both,
    spec: ['/spec/*'],
    shares: ['/spec/http', '/spec/tcp'],
    notes: [
      {
        field: '/metadata/annotations/flagger.kubernetes.io~1original-configuration',
        stages: ['init', 'analysis'],
        held: true,
        writes: 'the spec that it took over, to give it back when the Canary is deleted',
      },
    ],
    source: 'pkg/router/istio.go, reconcileVirtualService and SetRoutes',
  },
  {
    kind: 'networking.istio.io/DestinationRule',
    metadata: [],
    spec: ['/spec/*'],
    shares: [],
    source: 'pkg/router/istio.go, reconcileDestinationRule',
  },
  {
    kind: 'gateway.networking.k8s.io/HTTPRoute',
    metadata: both,
    spec: ['/spec/*'],
    shares: ['/spec/rules'],
    source: 'pkg/router/gateway_api.go, Reconcile and SetRoutes',
  },
  {
    kind: 'split.smi-spec.io/TrafficSplit',
    metadata: [],
    spec: ['/spec/*'],
    shares: ['/spec/backends'],
    source: 'pkg/router/smi.go, Reconcile and SetRoutes',
  },
  {
    kind: 'projectcontour.io/HTTPProxy',
    metadata: both,
    spec: ['/spec/*'],
    shares: ['/spec/routes'],
    source: 'pkg/router/contour.go, Reconcile and SetRoutes',
  },
  {
    kind: 'gateway.solo.io/RouteTable',
    metadata: both,
    spec: ['/spec/*'],
    shares: ['/spec/routes'],
    source: 'pkg/router/gloo.go, Reconcile and SetRoutes',
  },
  {
    kind: 'gloo.solo.io/Upstream',
    metadata: [],
    spec: ['/spec/loadBalancerConfig'],
    shares: [],
    source: 'pkg/router/gloo.go, syncUpstreamSpec',
  },
  {
    kind: 'traefik.io/TraefikService',
    metadata: both,
    spec: ['/spec/*'],
    shares: ['/spec/weighted'],
    source: 'pkg/router/traefik.go, Reconcile and SetRoutes',
  },
  {
    kind: 'kuma.io/TrafficRoute',
    metadata: both,
    spec: ['/spec/*'],
    shares: ['/spec/conf'],
    source: 'pkg/router/kuma.go, Reconcile and SetRoutes',
  },
  {
    kind: 'apisix.apache.org/ApisixRoute',
    metadata: [],
    spec: ['/spec/*'],
    shares: ['/spec/http'],
    source: 'pkg/router/apisix.go, Reconcile and SetRoutes',
  },
  {
    kind: 'networking.k8s.io/Ingress',
    metadata: [],
    spec: ['/spec/*'],
    shares: ['/metadata/annotations'],
    source: 'pkg/router/ingress.go and pkg/router/skipper.go, Reconcile and SetRoutes',
  },
  {
    kind: 'appmesh.k8s.aws/VirtualNode',
    metadata: both,
    spec: ['/spec/*'],
    shares: [],
    source: 'pkg/router/appmesh.go and pkg/router/appmesh_v1beta2.go, reconcileVirtualNode',
  },
  {
    kind: 'appmesh.k8s.aws/VirtualRouter',
    metadata: [],
    spec: ['/spec/*'],
    shares: ['/spec/routes'],
    source: 'pkg/router/appmesh_v1beta2.go, reconcileVirtualRouter and SetRoutes',
  },
  {
    kind: 'appmesh.k8s.aws/VirtualService',
    metadata: ['annotations'],
    spec: ['/spec/*'],
    shares: ['/spec/routes'],
    source: 'pkg/router/appmesh.go, reconcileVirtualService and SetRoutes',
  },
]

function fieldsOf({ metadata, spec, shares, notes = [] }: Route): OwnedField[] {
  const held = (field: string, writes: string, stages: readonly Stage[] = ['init']): OwnedField => ({
    field,
    stages,
    held: true,
    writes,
  })
  return [
    ...metadata.map(part => held(`/metadata/${part}`, 'those of spec.service.apex; all others are removed')),
    ...notes,
    ...spec.map(field => held(field, 'what spec.service of the Canary says')),
    ...shares.map(field => held(field, 'the shares of primary and canary', ['init', ...shifting])),
  ]
}

export const flaggerRoutes: readonly OwnedObject[] = routes.map(route => ({
  controller: 'flagger',
  role: 'route',
  kind: route.kind,
  made: true,
  fields: fieldsOf(route),
  reverted:
    'Weights, hosts and matches become those of Git in the middle of an analysis; at its next run Flagger starts over with all requests to the primary.',
  instead:
    'Leave the object out of Git: Flagger makes it from spec.service of the Canary, where hosts, matches, headers and policies belong.',
  source: route.source,
}))
