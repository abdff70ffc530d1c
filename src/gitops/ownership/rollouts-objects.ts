import type { Stage } from './stages.ts'
import type { OwnedField, OwnedObject } from './table.ts'

// What the controller of Argo Rollouts 1.10 writes in objects that a Rollout names; a test holds the routes to recorded ones.

const controller = 'rollouts'
const moving: readonly Stage[] = ['analysis', 'promotion', 'rollback']
const mark = held('/metadata/annotations/argo-rollouts.argoproj.io~1managed-by-rollouts', 'the name of the Rollout', [
  'init',
])

function held(field: string, writes: string, stages: readonly Stage[], narrower?: readonly string[]): OwnedField {
  return { field, stages, held: true, writes, ...(narrower && { narrower }) }
}

export const rolloutsObjects: readonly OwnedObject[] = [
  {
    controller,
    role: 'rollout workload',
    kind: 'apps/Deployment',
    made: false,
    fields: [
      {
        field: '/spec/replicas',
        stages: ['init'],
        held: false,
        writes: '0, as scaleDown of the workloadRef says',
      },
    ],
    reverted: 'Pods of the Deployment start beside those of the Rollout, and the Service sends requests to both.',
    instead: 'Leave spec.replicas out of Git, or remove the Deployment once the Rollout has its template.',
    source: 'rollout/replicaset.go, scaleDown of the workloadRef',
  },
  {
    controller,
    role: 'rollout Service',
    kind: '/Service',
    made: false,
    fields: [
      held('/spec/selector/rollouts-pod-template-hash', 'the hash of the pods that it stands for', ['init', ...moving]),
      mark,
    ],
    reverted: 'Requests go to the pods of both revisions, past the weights, until the controller’s next run.',
    instead: 'Keep the Service in Git without this key of the selector: tools that merge leave it alone.',
    source: 'rollout/service.go, switchServiceSelector',
  },
  {
    controller,
    role: 'rollout route',
    kind: 'networking.istio.io/VirtualService',
    made: false,
    fields: ['http', 'tcp', 'tls'].map(protocol =>
      held(`/spec/${protocol}`, 'the weights of stable and canary, and the routes in managedRoutes', moving, [
        `.spec.${protocol}[]?.route[]?.weight`,
      ]),
    ),
    reverted: 'The stable pods get all requests in the middle of a step, until the controller’s next run.',
    instead: 'Keep the VirtualService in Git with the stable Service at 100 and the canary at 0, and name every route.',
    source: 'rollout/trafficrouting/istio/istio.go, reconcileVirtualService',
  },
  {
    controller,
    role: 'rollout subsets',
    kind: 'networking.istio.io/DestinationRule',
    made: false,
    fields: [
      held(
        '/spec/subsets',
        'the hash of the pods in the labels of both subsets; all other subsets are removed',
        ['init', ...moving],
        ['.spec.subsets[]?.labels["rollouts-pod-template-hash"]'],
      ),
      mark,
    ],
    reverted: 'Both subsets select all pods, and the weights mean nothing, until the controller’s next run.',
    instead: 'Keep the DestinationRule in Git with the two subsets, each with a label of its own, and no others.',
    source: 'rollout/trafficrouting/istio/istio.go, UpdateHash',
  },
]
