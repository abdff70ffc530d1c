import { type Pointer, segments } from '../../values/pointer.ts'

/** What Flagger does with a field of the Canary while it runs; what a field is, its schema says. */
export interface Behaviour {
  /** A step `*` is any item of a list. */
  field: Pointer
  does: string
  /** Where Flagger's source says so. */
  source: string
}

const scheduler = 'pkg/controller/scheduler.go'
const types = 'pkg/apis/flagger/v1beta1/canary.go'
const webhook = 'pkg/controller/webhook.go'
const metrics = 'pkg/controller/scheduler_metrics.go'

function row(field: Pointer, does: string, source: string): Behaviour {
  return { field, does, source: `Flagger 1.44, ${source}` }
}

const behaviours: readonly Behaviour[] = [
  row(
    '/spec/provider',
    'Chooses the router that writes the routes. Without it the controller’s flag -mesh-provider counts, for all its Canaries.',
    `${scheduler}, advanceCanary`,
  ),
  row(
    '/spec/suspend',
    'Every run ends before it begins: routes, replicas and phase stay as they are, a rollout stops half-way.',
    `${scheduler}, advanceCanary`,
  ),
  row(
    '/spec/skipAnalysis',
    'A new revision gets the pods of the primary as soon as it is ready, without metrics, steps or rollout webhooks.',
    `${scheduler}, shouldSkipAnalysis`,
  ),
  row(
    '/spec/revertOnDeletion',
    'A finalizer gives the target its replicas and the Services and routes their old form back before the Canary goes.',
    'pkg/controller/finalizer.go',
  ),
  row(
    '/spec/progressDeadlineSeconds',
    'Pods that are not ready for so long roll the release back; until then each run only waits, and counts no failed check.',
    'pkg/canary/deployment_ready.go',
  ),
  row(
    '/spec/targetRef',
    'The target runs the canary. Flagger scales it to zero while nothing is rolled out; users get its copy, -primary.',
    'pkg/canary/deployment_controller.go',
  ),
  row(
    '/spec/autoscalerRef',
    'Its copy scales the primary. While nothing is rolled out the target has no pods, and the autoscaler leaves it alone.',
    'pkg/canary/hpa_reconciler.go, pkg/canary/scaled_object_reconciler.go',
  ),
  row(
    '/spec/service/port',
    'The apex, -primary and -canary Services listen on it; a changed one is written into them at the next run.',
    'pkg/router/kubernetes_default.go',
  ),
  row(
    '/spec/service/targetPort',
    'The three Services send their traffic to it. By name it may be another number in primary and canary.',
    'pkg/router/kubernetes_default.go',
  ),
  row(
    '/spec/service/portDiscovery',
    'The ports are read from the containers of the target at every run, and go into the three Services under their own names.',
    'pkg/canary/util.go, getPorts',
  ),
  row(
    '/spec/service/gateways',
    'Copied into the VirtualService. When there are any, mesh is not added: callers inside the mesh then go to the apex Service, so to the primary.',
    'pkg/router/istio.go, reconcileVirtualService',
  ),
  row(
    '/spec/service/hosts',
    'Copied into the VirtualService, the name of the apex Service with them unless the list has it.',
    'pkg/router/istio.go, reconcileVirtualService',
  ),
  row(
    '/spec/analysis/interval',
    'The controller looks at the Canary once in it: one tick is one step, or one failed check. Nothing happens in between. Below 10s it is 10s, and 1m when it is missing.',
    `${types}, GetAnalysisInterval`,
  ),
  row(
    '/spec/analysis/threshold',
    'So many failed checks in one rollout, in a row or not, roll it back, on the tick after the last of them. 0 and less is 1.',
    `${types}, GetAnalysisThreshold; ${scheduler}, advanceCanary`,
  ),
  row(
    '/spec/analysis/maxWeight',
    'Once the canary has as much or more it is promoted. The last step is not cut to fit: with steps of 20 and a maximum of 50 it gets 60.',
    `${scheduler}, runCanary`,
  ),
  row(
    '/spec/analysis/stepWeight',
    'Added to the canary’s share at every tick whose checks pass. Without it, stepWeights and iterations nothing ever moves.',
    `${scheduler}, nextStepWeight`,
  ),
  row(
    '/spec/analysis/stepWeights',
    'The canary’s shares, one per tick whose checks pass; after the last it is promoted. stepWeight wins where both are there.',
    `${scheduler}, nextStepWeight`,
  ),
  row(
    '/spec/analysis/stepWeightPromotion',
    'Given back to the primary at each tick of the promotion, after its pods have been renewed. Without it all is given back at once.',
    `${scheduler}, runPromotionTrafficShift`,
  ),
  row(
    '/spec/analysis/iterations',
    'So many ticks whose checks pass have to go by. With a match the requests that meet it go to the canary meanwhile (A/B); without, nobody’s do until the end (blue/green).',
    `${scheduler}, runAB and runBlueGreen`,
  ),
  row(
    '/spec/analysis/match',
    'Without iterations it does nothing. With them the requests that meet it go to the canary, all others to the primary.',
    `${scheduler}, advanceCanary`,
  ),
  row(
    '/spec/analysis/mirror',
    'One more tick at the beginning, in which the canary gets copies of the requests; nobody sees its answers.',
    `${scheduler}, runCanary and runBlueGreen`,
  ),
  row(
    '/spec/analysis/primaryReadyThreshold',
    'While fewer pods of the primary are available every run waits, until progressDeadlineSeconds have gone by.',
    'pkg/canary/deployment_ready.go',
  ),
  row(
    '/spec/analysis/canaryReadyThreshold',
    'While fewer pods of the canary are available every run waits, until progressDeadlineSeconds have gone by.',
    'pkg/canary/deployment_ready.go',
  ),
  row(
    '/spec/analysis/metrics',
    'Asked for one after another at every tick of the analysis; the first that is out of range, or has no value, is one failed check.',
    `${metrics}, runBuiltinMetricChecks and runMetricChecks`,
  ),
  row(
    '/spec/analysis/metrics/*/interval',
    'How far back the query looks. It has nothing to do with how often it is asked, which is analysis.interval.',
    metrics,
  ),
  row(
    '/spec/analysis/webhooks',
    'Called in their order; any answer above HTTP 202 is a no. A no is a failed check, except from gates, which wait.',
    `${webhook}; pkg/controller/scheduler_hooks.go`,
  ),
  row(
    '/spec/analysis/webhooks/*/type',
    'confirm-rollout, confirm-traffic-increase and confirm-promotion are gates: a no waits, without an end. rollback: a yes rolls back. pre-rollout is asked before the first step, post-rollout and event only told.',
    'pkg/controller/scheduler_hooks.go',
  ),
  row('/spec/analysis/webhooks/*/timeout', 'A call that takes longer is a no.', `${webhook}, callWebhook`),
  row(
    '/spec/analysis/alerts/*/severity',
    'Messages of this severity and above are sent. Without it nothing is.',
    'pkg/controller/events.go, alert',
  ),
]

/** What is said of a field itself, or of the block that it stands in; the most exact first. */
export function behavioursOf(path: Pointer): Behaviour[] {
  const steps = segments(path)
  return behaviours
    .filter(({ field }) => covers(segments(field), steps))
    .sort((a, b) => segments(b.field).length - segments(a.field).length)
}

function covers(field: readonly string[], path: readonly string[]): boolean {
  return (
    field.length <= path.length &&
    field.every((step, i) => step === path[i] || (step === '*' && /^\d+$/.test(path[i] ?? '')))
  )
}
