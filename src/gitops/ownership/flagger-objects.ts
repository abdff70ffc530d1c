import type { Stage } from './stages.ts'
import type { OwnedField, OwnedObject } from './table.ts'

// What Flagger 1.44 writes in workloads, autoscalers, configs and Services; a test derives the same from recorded and played
// rollouts.

const scaling: readonly Stage[] = ['init', 'analysis', 'finalise', 'rollback']

function at(stages: readonly Stage[], field: string, writes: string): OwnedField {
  return { field, stages, held: false, writes }
}

function held(field: string, writes: string, stages: readonly Stage[] = ['init']): OwnedField {
  return { field, stages, held: true, writes }
}

const controller = 'flagger'
const podsStart =
  'Pods of the idle target start. While its pod template is unchanged Flagger does not scale it down again before the next rollout ends.'
const unanalysed = 'The primary runs what Git says at once, without an analysis.'

const targets: OwnedObject[] = [
  {
    controller,
    role: 'target',
    kind: 'apps/Deployment',
    made: false,
    fields: [
      at(scaling, '/spec/replicas', '0 while nothing is rolled out, and the pods of the canary during a rollout'),
    ],
    reverted: podsStart,
    instead:
      'Leave spec.replicas out of Git. The primary then starts with one pod: an autoscaler in autoscalerRef keeps more, with minReplicas equal to maxReplicas a fixed number.',
    source: 'pkg/canary/deployment_controller.go, scale',
  },
  {
    controller,
    role: 'target',
    kind: 'apps/DaemonSet',
    made: false,
    fields: [
      at(
        scaling,
        '/spec/template/spec/nodeSelector/flagger.app~1scale-to-zero',
        'true while nothing is rolled out, so that no node fits; removed during a rollout',
      ),
    ],
    reverted: 'Pods of the idle target start on every node.',
    instead:
      'Leave this key out of Git, and nodeSelector as a whole where Git is applied server-side: select nodes by affinity.',
    source: 'pkg/canary/daemonset_controller.go, ScaleToZero',
  },
  {
    controller,
    role: 'target',
    kind: 'serving.knative.dev/Service',
    made: false,
    fields: [
      at(['init', 'promotion'], '/metadata/annotations/flagger.app~1primary-revision', 'the revision of the primary'),
      at(
        ['init', 'analysis', 'promotion', 'rollback'],
        '/spec/traffic',
        'the shares of the newest revision and the primary’s',
      ),
    ],
    reverted: 'Requests go where Git says, past the analysis.',
    instead: 'Leave spec.traffic out of Git.',
    source: 'pkg/canary/knative_controller.go, pkg/router/knative.go',
  },
  {
    controller,
    role: 'target autoscaler',
    kind: 'keda.sh/ScaledObject',
    made: false,
    fields: [
      at(
        scaling,
        '/metadata/annotations/autoscaling.keda.sh~1paused-replicas',
        '"0" while nothing is rolled out; removed during a rollout',
      ),
    ],
    reverted: 'KEDA starts pods of the idle target, or keeps the canary at the replicas that Git says.',
    instead: 'Leave this annotation out of Git.',
    source: 'pkg/canary/scaled_object_reconciler.go, PauseTargetScaler',
  },
]

const copiedAtPromotion = (fields: readonly string[]) =>
  fields.map(field => at(['promotion'], field, 'that of the target, when the canary is promoted'))

const filtered = (field: string) =>
  at(['promotion'], field, 'those of the target that -include-label-prefix lets through; all others are removed')

const primaries: OwnedObject[] = [
  {
    controller,
    role: 'primary',
    kind: 'apps/Deployment',
    made: true,
    fields: [
      filtered('/metadata/labels'),
      filtered('/metadata/annotations'),
      ...copiedAtPromotion([
        '/spec/replicas',
        '/spec/strategy',
        '/spec/minReadySeconds',
        '/spec/revisionHistoryLimit',
        '/spec/progressDeadlineSeconds',
        '/spec/template',
      ]),
    ],
    reverted: unanalysed,
    instead: 'Leave the primary out of Git: Flagger makes it from the target.',
    source: 'pkg/canary/deployment_controller.go, Promote',
  },
  {
    controller,
    role: 'primary',
    kind: 'apps/DaemonSet',
    made: true,
    fields: [
      filtered('/metadata/labels'),
      filtered('/metadata/annotations'),
      ...copiedAtPromotion([
        '/spec/updateStrategy',
        '/spec/minReadySeconds',
        '/spec/revisionHistoryLimit',
        '/spec/template',
      ]),
    ],
    reverted: unanalysed,
    instead: 'Leave the primary out of Git: Flagger makes it from the target.',
    source: 'pkg/canary/daemonset_controller.go, Promote',
  },
  {
    controller,
    role: 'primary autoscaler',
    kind: 'autoscaling/HorizontalPodAutoscaler',
    made: true,
    fields: ['/spec/minReplicas', '/spec/maxReplicas', '/spec/metrics', '/spec/behavior'].map(field =>
      at(['promotion'], field, 'that of the target’s autoscaler or of primaryScalerReplicas'),
    ),
    reverted: 'The primary scales as Git says until the next promotion.',
    instead: 'Leave the autoscaler of the primary out of Git: Flagger makes it from that of the target.',
    source: 'pkg/canary/hpa_reconciler.go, reconcilePrimaryHpaV2',
  },
  {
    controller,
    role: 'primary autoscaler',
    kind: 'keda.sh/ScaledObject',
    made: true,
    fields: [
      filtered('/metadata/labels'),
      filtered('/metadata/annotations'),
      at(['promotion'], '/spec/*', 'that of the target’s autoscaler, with the primary’s name and queries'),
    ],
    reverted: 'The primary scales as Git says until the next promotion.',
    instead: 'Leave the autoscaler of the primary out of Git: Flagger makes it from that of the target.',
    source: 'pkg/canary/scaled_object_reconciler.go, reconcilePrimaryScaler',
  },
  ...(['/ConfigMap', '/Secret'] as const).map(
    (kind): OwnedObject => ({
      controller,
      role: 'config copy',
      kind,
      made: true,
      fields: [
        ...['/metadata/labels', '/metadata/annotations', '/metadata/ownerReferences', '/*'].map(field =>
          at(['init', 'promotion'], field, 'that of the original; the object is replaced whole'),
        ),
      ],
      reverted: 'The primary’s pods read what Git says, without an analysis.',
      instead: 'Leave the copy out of Git: Flagger makes it from the original.',
      source: 'pkg/canary/config_tracker.go, CreatePrimaryConfigs',
    }),
  ),
]

/** Flux leaves objects alone that carry them (pkg/router/util.go, filterMetadata). */
const fluxMarks = [
  '/metadata/annotations/kustomize.toolkit.fluxcd.io~1reconcile',
  '/metadata/annotations/helm.toolkit.fluxcd.io~1driftDetection',
].map(field => held(field, '`disabled`, so that Flux leaves the object alone'))

function serviceOf(role: OwnedObject['role'], pods: string, reverted: string): OwnedObject {
  return {
    controller,
    role,
    kind: '/Service',
    made: true,
    fields: [
      held('/spec/selector', `the pods of the ${pods}`),
      held('/spec/ports', 'port, portName, targetPort and appProtocol of the Canary, and the ports that it discovers'),
      ...fluxMarks,
    ],
    reverted,
    instead: `Leave the Service out of Git: Flagger makes it from spec.service of the Canary. To keep it, write what Flagger writes: the selector of the ${pods}, and the same ports.`,
    source: 'pkg/router/kubernetes_default.go, reconcileService',
  }
}

const pastAnalysis =
  'Live requests go to the pods that Git selects, past the analysis and to none at all while the target is scaled to zero, until Flagger’s next run.'

const serviceObjects: OwnedObject[] = [
  serviceOf('apex Service', 'primary', pastAnalysis),
  serviceOf('primary Service', 'primary', pastAnalysis),
  serviceOf('canary Service', 'target', 'Requests for the canary go to other pods until Flagger’s next run.'),
  ...(['canary copy', 'primary copy'] as const).map(
    (role): OwnedObject => ({
      controller,
      role,
      kind: '/Service',
      made: true,
      fields: ['/metadata/labels', '/metadata/annotations', '/metadata/ownerReferences', '/spec/*'].map(field =>
        role === 'canary copy'
          ? held(field, 'that of the target, at every run', field === '/spec/*' ? ['init', 'analysis'] : ['init'])
          : at(['promotion'], field, 'that of the target, when the canary is promoted'),
      ),
      reverted: 'Requests go to the pods that Git selects, without an analysis.',
      instead: 'Leave the copy out of Git: Flagger makes it from the Service in targetRef.',
      source: 'pkg/canary/service_controller.go, reconcileCanaryService and Promote',
    }),
  ),
]

export const flaggerObjects: readonly OwnedObject[] = [...targets, ...primaries, ...serviceObjects]
