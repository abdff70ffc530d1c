import type { Webhook } from '../../../flagger/canary.ts'
import { isTcp } from '../../../flagger/providers/istio.ts'
import type { ObjectRef } from '../../../values/finding.ts'
import type { Manifest } from '../../../values/manifest.ts'
import type { Pointer } from '../../../values/pointer.ts'
import { specOf } from '../../data.ts'
import { given, type Loss } from '../report.ts'
import { checkMetrics, timesOf } from './checks.ts'
import { portMetric } from './metrics.ts'
import { hasInitProbes, missingLabels } from './pod-template.ts'
import { isBuiltIn } from './queries.ts'
import { isDotted, type Source, weightsOf } from './source.ts'
import { isReferenced, type Workload } from './workload.ts'

export interface LossContext {
  source: Source
  workload: Workload
  object: ObjectRef
  scalers: readonly Manifest[]
}

const analysis = '/spec/analysis'
const service = '/spec/service'

const when = (condition: boolean, path: Pointer): Pointer[] => (condition ? [path] : [])
const hooks = (
  types: readonly string[],
  { source }: LossContext,
  test: (hook: Webhook) => boolean = () => true,
): Pointer[] =>
  source.webhooks.flatMap((hook, i) =>
    types.includes(hook.type ?? 'rollout') && test(hook) ? [`${analysis}/webhooks/${i}`] : [],
  )
const metrics = (
  { source }: LossContext,
  test: (ported: ReturnType<typeof portMetric>, name: string) => boolean,
): Pointer[] =>
  (source.analysis.metrics ?? []).flatMap((metric, i) =>
    test(portMetric(source, metric), metric.name) ? [`${analysis}/metrics/${i}`] : [],
  )
const isCanary = ({ source: { plan } }: LossContext) => plan.strategy === 'canary' && !plan.skipAnalysis

/** What becomes of each feature of a Canary. A feature that two rows name is kept in one way or the other. */
export const losses: readonly Loss<LossContext>[] = [
  {
    feature: 'stepWeight',
    fidelity: 'exact',
    why: 'Each weight is a setWeight, up to the first that reaches maxWeight: it may overshoot it, as with Flagger.',
    at: context =>
      when(
        isCanary(context) && context.source.plan.stepWeight > 0 && isPromoted(context) && !hangs(context),
        `${analysis}/stepWeight`,
      ),
  },
  {
    feature: 'stepWeights',
    fidelity: 'exact',
    why: 'Each weight is a setWeight.',
    at: context =>
      when(
        isCanary(context) && context.source.plan.stepWeight <= 0 && isPromoted(context) && !hangs(context),
        `${analysis}/stepWeights`,
      ),
  },
  {
    feature: 'weights that do not rise',
    fidelity: 'lost',
    why: 'Flagger waits forever at a weight that comes twice, or before a smaller one. The Rollout goes on after the last weight that rises.',
    todo: 'Look whether these weights are what was meant.',
    at: context =>
      when(
        isCanary(context) && !isPromoted(context),
        `${analysis}/${context.source.plan.stepWeight > 0 ? 'stepWeight' : 'stepWeights'}`,
      ),
  },
  {
    feature: 'interval',
    fidelity: 'exact',
    why: 'Each weight is followed by a pause of the interval; under 10 s it is 10 s, and what is no duration is 60 s, as with Flagger.',
    at: context => when(!isOnePause(context) && !context.source.plan.skipAnalysis, `${analysis}/interval`),
  },
  {
    feature: 'interval, all at once',
    fidelity: 'close',
    why: 'No analysis holds the rollout back, so one pause is as long as all iterations.',
    at: context => when(isOnePause(context) && !context.source.plan.skipAnalysis, `${analysis}/interval`),
  },
  {
    feature: 'threshold without checks',
    fidelity: 'close',
    why: 'Nothing is checked while the rollout runs, so nothing can fail.',
    at: context => when(!hasChecks(context), `${analysis}/threshold`),
  },
  {
    feature: 'threshold, holding',
    fidelity: 'close',
    why: 'Checks are repeated every interval until they pass, and as many failures abort. They are counted per weight and metric, not over the whole rollout; Prometheus errors are repeated every 10 s.',
    at: context => when(context.source.options.analysis === 'hold' && hasChecks(context), `${analysis}/threshold`),
  },
  {
    feature: 'threshold, in the background',
    fidelity: 'close',
    why: 'Failures are counted over the whole rollout, per metric. A failed check does not hold the weight back.',
    at: context =>
      when(context.source.options.analysis === 'background' && hasChecks(context), `${analysis}/threshold`),
  },
  {
    feature: 'failed checks of the whole rollout',
    fidelity: 'lost',
    why: 'Flagger adds up the failed checks of all metrics and hooks from the first tick to the last. Each metric has its own count here.',
    todo: 'Lower the threshold if a canary that fails now and then must not get through.',
    at: context => when(hasChecks(context), `${analysis}/threshold`),
  },
  {
    feature: 'blue/green',
    fidelity: 'close',
    why: 'The canary is scaled up and measured for the iterations without traffic of its own, then gets all of it, is measured once more and promoted. Iterations have to be good one after the other.',
    at: ({ source }) => when(source.plan.strategy === 'blue-green', `${analysis}/iterations`),
  },
  {
    feature: 'A/B test',
    fidelity: 'close',
    why: 'The VirtualService holds both routes, and only the one that matches is weighted: who matches gets the canary, everybody else the stable pods. Routing is exact; iterations have to be good one after the other.',
    at: ({ source }) => when(source.plan.strategy === 'ab-testing', `${analysis}/match`),
  },
  {
    feature: 'match without iterations',
    fidelity: 'exact',
    why: 'Only the route that matches is weighted, as with Flagger.',
    at: context => when(isCanary(context) && (context.source.analysis.match ?? []).length > 0, `${analysis}/match`),
  },
  {
    feature: 'mirror',
    fidelity: 'part',
    why: 'Requests are copied for one interval by a managed route. It copies host, subset, port and weight of the destinations alone: rewrite, timeout, retries, headers and CORS do not hold meanwhile.',
    todo: 'Leave the mirror out if requests must not lose those settings for that time.',
    at: ({ source }) => when(source.plan.mirror, `${analysis}/mirror`),
  },
  {
    feature: 'mirror with session affinity',
    fidelity: 'lost',
    why: 'Flagger copies requests forever, because the routes of its cookies hide from it that it does already. The Rollout goes on to the weights.',
    todo: 'Look whether there has ever been a rollout, and whether both are wanted.',
    at: context => when(isCanary(context) && hangs(context), `${analysis}/mirror`),
  },
  {
    feature: 'mirror of TCP',
    fidelity: 'lost',
    why: 'TCP cannot be copied. Flagger waits forever for it; the Rollout goes on without.',
    at: ({ source }) => when(source.analysis.mirror === true && isTcp(source.service), `${analysis}/mirror`),
  },
  {
    feature: 'session affinity',
    fidelity: 'lost',
    why: 'The controller keeps the headers of destinations, but nobody writes the cookie of a release.',
    todo: 'Set a cookie on the canary’s destination and a route that matches it by hand; its value must change with every release.',
    at: ({ source }) => given(source.analysis.sessionAffinity, `${analysis}/sessionAffinity`),
  },
  {
    feature: 'pre-rollout hooks',
    fidelity: 'close',
    why: 'An analysis asks them once the canary is scaled, before it gets traffic. An answer of 203 to 299 is a failure to Flagger and a success here.',
    at: context => hooks(['pre-rollout'], context),
  },
  {
    feature: 'rollout hooks',
    fidelity: 'close',
    why: 'They are checks beside the metrics. Flagger asks each once per interval; errors are repeated every 10 s here.',
    at: context => hooks(['rollout'], context),
  },
  {
    feature: 'gates as analysis',
    fidelity: 'close',
    why: 'An analysis asks the gate every 10 s until it says yes; Flagger asks once per interval. Neither gives up.',
    at: context => when(context.source.options.gates === 'analysis', '').flatMap(() => hooks(gates, context)),
  },
  {
    feature: 'gates as pauses',
    fidelity: 'part',
    why: 'The rollout pauses until somebody promotes it; nobody asks the gate’s URL.',
    todo: 'Promote with kubectl argo rollouts promote, or let the gate do it.',
    at: context => when(context.source.options.gates === 'pause', '').flatMap(() => hooks(gates, context)),
  },
  {
    feature: 'rollback hooks',
    fidelity: 'close',
    why: 'An analysis beside the steps asks them every interval; an answer of 2xx aborts.',
    at: context => hooks(['rollback'], context),
  },
  {
    feature: 'post-rollout and event hooks',
    fidelity: 'lost',
    why: 'Nothing is called when a rollout has ended.',
    todo: 'Subscribe to on-rollout-completed and on-rollout-aborted with notification annotations; they need argo-rollouts-notification-configmap.',
    at: context => hooks(['post-rollout', 'event'], context),
  },
  {
    feature: 'checksum and retries of hooks',
    fidelity: 'lost',
    why: 'The payload has no checksum of the canary, and a web metric has no retries of its own.',
    at: context => hooks(['rollout', 'pre-rollout', 'rollback', ...gates], context, hook => (hook.retries ?? 0) > 0),
  },
  {
    feature: 'alerts',
    fidelity: 'lost',
    why: 'Argo Rollouts has notifications of its own, without severities.',
    todo: 'Subscribe to its triggers with notification annotations.',
    at: ({ source }) => when((source.analysis.alerts ?? []).length > 0, `${analysis}/alerts`),
  },
  {
    feature: 'built-in metrics',
    fidelity: 'close',
    why: 'The queries are Flagger’s, but both versions are one workload now: requests are told apart by the Service they went to, on the side of the caller, or with subsets by the hash of the pods. A missing value fails the check, as with Flagger.',
    todo: 'With subsets, let Prometheus copy the label rollouts-pod-template-hash from the pods.',
    at: context => metrics(context, (_, name) => isBuiltIn(name)),
  },
  {
    feature: 'own queries',
    fidelity: 'close',
    why: 'The query is taken over with its variables filled in. One that selects the target’s pods now selects stable and canary pods.',
    todo: 'Let it select by the canary’s Service, or by the hash of its pods.',
    at: context =>
      metrics(context, ported => 'metric' in ported && ported.origin !== 'built-in' && ported.todo === null),
  },
  {
    feature: 'credentials of a metric provider',
    fidelity: 'part',
    why: 'The query is taken over, but Argo Rollouts finds credentials, or the value in the answer, in another way.',
    todo: 'See the documentation of the provider in Argo Rollouts: credentials come from a Secret of its own.',
    at: context => metrics(context, ported => 'metric' in ported && ported.todo !== null),
  },
  {
    feature: 'metric provider without a counterpart',
    fidelity: 'lost',
    why: 'Argo Rollouts has no provider for External Metrics, Stackdriver, Dynatrace, Keptn or Splunk. The metric is left out.',
    todo: 'Measure it with another provider, or a web or job metric.',
    at: context => metrics(context, ported => 'missing' in ported && ported.missing === 'provider'),
  },
  {
    feature: 'metric template that is not given',
    fidelity: 'lost',
    why: 'The query stands in a MetricTemplate that is not among the objects. The metric is left out.',
    todo: 'Give the MetricTemplate as input.',
    at: context => metrics(context, ported => 'missing' in ported && ported.missing === 'template'),
  },
  {
    feature: 'metric without a query',
    fidelity: 'lost',
    why: 'It has no query and no template, and always fails with Flagger. The metric is left out.',
    at: context => metrics(context, ported => 'missing' in ported && ported.missing === 'query'),
  },
  {
    feature: 'progressDeadlineSeconds',
    fidelity: 'exact',
    why: 'The same deadline, and progressDeadlineAbort to roll back when it passes.',
    at: ({ source }) => given(source.canary.spec.progressDeadlineSeconds, '/spec/progressDeadlineSeconds'),
  },
  {
    feature: 'canaryReadyThreshold',
    fidelity: 'close',
    why: 'replicaProgressThreshold, in percent; it needs Argo Rollouts 1.9.',
    at: ({ source }) => given(source.analysis.canaryReadyThreshold, `${analysis}/canaryReadyThreshold`),
  },
  {
    feature: 'primaryReadyThreshold',
    fidelity: 'lost',
    why: 'There is no primary to wait for: the canary’s pods become the stable ones.',
    at: ({ source }) => given(source.analysis.primaryReadyThreshold, `${analysis}/primaryReadyThreshold`),
  },
  {
    feature: 'stepWeightPromotion',
    fidelity: 'lost',
    why: 'Not needed: the stable Service is switched to pods that run already, so no traffic has to move back.',
    at: ({ source }) => given(source.analysis.stepWeightPromotion, `${analysis}/stepWeightPromotion`),
  },
  {
    feature: 'canary of full size',
    fidelity: 'exact',
    why: 'The first step scales the canary to as many pods as the stable side has.',
    at: context => when(isCanary(context) && context.source.options.canarySize === 'full', '/spec/targetRef'),
  },
  {
    feature: 'canary of the size of its weight',
    fidelity: 'part',
    why: 'The canary has only as many pods as its weight asks for; with Flagger it has as many as the primary.',
    at: context => when(isCanary(context) && context.source.options.canarySize === 'weight', '/spec/targetRef'),
  },
  {
    feature: 'skipAnalysis',
    fidelity: 'close',
    why: 'No steps: the new pods are scaled up, then get all traffic at once.',
    at: ({ source }) => given(source.canary.spec.skipAnalysis, '/spec/skipAnalysis'),
  },
  {
    feature: 'analysis that is skipped',
    fidelity: 'lost',
    why: 'Without steps there is no place for weights, interval and checks, which are not used now.',
    todo: 'Convert the Canary without skipAnalysis to have them, too.',
    at: ({ source }) => when(source.plan.skipAnalysis, analysis),
  },
  {
    feature: 'suspend',
    fidelity: 'close',
    why: 'paused: the rollout stays where it is. Flagger also stops correcting its objects.',
    at: ({ source }) => given(source.canary.spec.suspend, '/spec/suspend'),
  },
  {
    feature: 'service',
    fidelity: 'exact',
    why: 'Hosts, gateways, match, rewrite, timeout, retries, headers, CORS and traffic policy stand in the VirtualService and the DestinationRules, which Git holds from now on.',
    at: ({ source }) => when(!blendsMatch(source), service),
  },
  {
    feature: 'service, conditions blended',
    fidelity: 'close',
    why: 'Requests meet the same routes, in which the conditions of the service stand together with those of the A/B test, or as TCP has them. They are not told apart again on the way back.',
    at: ({ source }) => when(blendsMatch(source), service),
  },
  {
    feature: 'name with a dot',
    fidelity: 'close',
    why: 'Traffic is split between subsets: the controller reads a host up to its first dot, and would not find the Services.',
    todo: 'Choose a name without dots; Kubernetes takes no other for a Service.',
    at: ({ source }) => when(isDotted(source.names), '/spec/targetRef/name'),
  },
  {
    feature: 'Service that is there already',
    fidelity: 'close',
    why: 'It is kept with its type and labels; it selects the pods of the Rollout from now on.',
    at: ({ source }) => when(hasService(source), service),
  },
  {
    feature: 'primary Service',
    fidelity: 'lost',
    why: 'There is no primary Service: the stable one has the apex name.',
    todo: 'Let callers of the -primary Service call the apex.',
    at: () => [service],
  },
  {
    feature: 'metadata of the primary and the canary',
    fidelity: 'lost',
    why: 'There is no primary, and with subsets no canary Service, that could have labels and annotations of its own.',
    at: ({ source }) => [
      ...given(source.service.primary, `${service}/primary`),
      ...when(source.options.split === 'subsets', '').flatMap(() => given(source.service.canary, `${service}/canary`)),
    ],
  },
  {
    feature: 'unmanagedMetadata',
    fidelity: 'lost',
    why: 'Labels and annotations of the Services are as Git has them; the controller corrects none.',
    at: ({ source }) => given(source.service.unmanagedMetadata, `${service}/unmanagedMetadata`),
  },
  {
    feature: 'metricsServer',
    fidelity: 'exact',
    why: 'Queries of Prometheus go to the same address.',
    at: ({ source }) => given(source.canary.spec.metricsServer, '/spec/metricsServer'),
  },
  {
    feature: 'autoscaler',
    fidelity: 'close',
    why: 'The autoscaler points at the Rollout; there is no second one for a primary, with queries or replicas of its own.',
    at: ({ source, scalers }) =>
      when(source.canary.spec.autoscalerRef !== undefined && scalers.length > 0, '/spec/autoscalerRef'),
  },
  {
    feature: 'autoscaler that is not given',
    fidelity: 'lost',
    why: 'The autoscaler is not among the objects.',
    todo: 'Point its scaleTargetRef at apiVersion argoproj.io/v1alpha1, kind Rollout.',
    at: ({ source, scalers }) =>
      when(source.canary.spec.autoscalerRef !== undefined && scalers.length === 0, '/spec/autoscalerRef'),
  },
  {
    feature: 'ConfigMaps and Secrets',
    fidelity: 'lost',
    why: 'A change of a ConfigMap or Secret alone starts no rollout, and there are no copies for the primary: stable pods see the change, too.',
    todo: 'Put a hash of their content into the name or into an annotation of the pod template.',
    at: ({ workload }) => when(usesConfigs(workload), '/spec/targetRef'),
  },
  {
    feature: 'workload by reference',
    fidelity: 'close',
    why: 'The Rollout takes the pod template of the workload, which has no pods of its own any more.',
    todo: 'Set its replicas to 0 in Git, once the Rollout is healthy.',
    at: ({ source, workload }) => when(isReferenced(source, workload), '/spec/targetRef'),
  },
  {
    feature: 'workload in the Rollout',
    fidelity: 'close',
    why: 'The pod template stands in the Rollout; the workload is not needed any more.',
    todo: 'Delete the workload once the Rollout is healthy: both run side by side until then.',
    at: ({ source, workload }) => when(!isReferenced(source, workload), '/spec/targetRef'),
  },
  {
    feature: 'labels that the selector asks for',
    fidelity: 'close',
    why: 'The pods get the labels that the selector of the workload asks for and its template does not have; Flagger gives them to the primary.',
    todo: 'Write them into the pod template: Kubernetes takes no workload without.',
    at: ({ workload: { manifest, whole } }) =>
      when(whole && Object.keys(missingLabels(specOf(manifest))).length > 0, '/spec/targetRef'),
  },
  {
    feature: 'probes of init containers',
    fidelity: 'lost',
    why: 'Kubernetes takes probes and lifecycle hooks from init containers with restartPolicy: Always alone, so they are left out.',
    at: ({ workload: { manifest, whole } }) => when(whole && hasInitProbes(specOf(manifest)), '/spec/targetRef'),
  },
  {
    feature: 'DaemonSet',
    fidelity: 'part',
    why: 'The pod template is taken over, but a Rollout runs a number of pods, and not one per node.',
    todo: 'Set replicas, and spread the pods with topologySpreadConstraints.',
    at: ({ source }) => when(source.canary.spec.targetRef.kind === 'DaemonSet', '/spec/targetRef/kind'),
  },
  {
    feature: 'strategy of the workload',
    fidelity: 'lost',
    why: 'The Rollout replaces pods as its steps say; maxSurge and maxUnavailable of the workload do not count.',
    at: ({ source, workload }) => when(!isReferenced(source, workload) && hasStrategy(workload), '/spec/targetRef'),
  },
  {
    feature: 'change-over',
    fidelity: 'part',
    why: 'The primary, the Services and the VirtualService belong to the Canary, and go with it when it is deleted.',
    todo: 'Delete the Canary with --cascade=orphan, let the new objects take over, then delete what has -primary in its name.',
    at: () => ['/metadata/name'],
  },
  {
    feature: 'revertOnDeletion',
    fidelity: 'lost',
    why: 'Deleting a Rollout deletes its pods.',
    at: ({ source }) => given(source.canary.spec.revertOnDeletion, '/spec/revertOnDeletion'),
  },
]

const gates = ['confirm-rollout', 'confirm-traffic-increase', 'confirm-promotion']

function isPromoted({ source }: LossContext): boolean {
  return weightsOf(source.plan).promoted
}

/** Flagger 1.44, pkg/router/istio.go mergeMatchConditions, canaryToL4Match */
function blendsMatch({ plan, service: { match = [], ...rest } }: Source): boolean {
  return match.length > 0 && (plan.strategy === 'ab-testing' || isTcp(rest))
}

/** Flagger 1.44, pkg/router/istio.go GetRoutes: with cookies the copied requests are looked for in the wrong route. */
function hangs({ source }: LossContext): boolean {
  return source.plan.mirror && source.analysis.sessionAffinity !== undefined
}

/** Between weights there is always a single interval. */
function isOnePause({ source }: LossContext): boolean {
  const held = source.options.analysis === 'hold' && checkMetrics(source).length > 0
  return !held && timesOf(source) > 1
}

function hasService({ release, names, canary }: Source): boolean {
  return release.cluster.objects.some(
    ({ kind, metadata: { name, namespace = release.namespace } }) =>
      kind === 'Service' && name === names.apex && namespace === canary.namespace,
  )
}

function hasChecks(context: LossContext): boolean {
  return (context.source.analysis.metrics ?? []).length > 0 || hooks(['rollout', 'pre-rollout'], context).length > 0
}

function hasStrategy({ manifest }: Workload): boolean {
  const { strategy, updateStrategy } = specOf(manifest)
  return (strategy ?? updateStrategy) !== undefined
}

/** Found by name: references to either stand in many places of a pod template. */
function usesConfigs({ manifest }: Workload): boolean {
  return (
    manifest !== null &&
    /"(configMap|configMapRef|configMapKeyRef|secret|secretRef|secretKeyRef)":/.test(JSON.stringify(manifest))
  )
}
