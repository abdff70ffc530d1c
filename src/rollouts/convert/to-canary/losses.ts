import type { Pointer } from '../../../values/pointer.ts'
import { specOf } from '../../data.ts'
import { progressDeadlineOf } from '../../defaults.ts'
import type { CanaryStep, CanaryStrategy } from '../../rollout.ts'
import { amount } from '../../validate/metrics.ts'
import { given, type Loss } from '../report.ts'
import { isAbTest, type ReadAnalysis } from './analysis.ts'
import { at, canaryPath, mirrorsAll, type ReadPlan } from './plan.ts'
import { knownRouteFields } from './service.ts'
import { find, type Source } from './source.ts'
import type { Scaler, Workload } from './workload.ts'

export interface LossContext {
  source: Source
  plan: ReadPlan
  read: ReadAnalysis
  workload: Workload
  scaler: Scaler | null
}

const istioPath = `${canaryPath}/trafficRouting/istio`

const when = (condition: boolean, path: Pointer): Pointer[] => (condition ? [path] : [])
/** Steps that have the key, and pass the test. */
const steps = <Key extends keyof CanaryStep>(
  { source }: LossContext,
  key: Key,
  test: (value: NonNullable<CanaryStep[Key]>, i: number) => boolean = () => true,
): Pointer[] =>
  (source.strategy.steps ?? []).flatMap((step, i) => {
    const value = step[key]
    return value !== undefined && value !== null && test(value, i) ? [at(i, key)] : []
  })
const field = ({ source }: LossContext, name: keyof CanaryStrategy): Pointer[] =>
  given(source.strategy[name], `${canaryPath}/${name}`)
const measured = ({ read }: LossContext, lost: 'provider' | 'condition' | 'argument'): Pointer[] =>
  unique(
    read.measured.flatMap(({ measure, result }) => ('lost' in result && result.lost === lost ? [measure.path] : [])),
  )
const unique = (paths: Pointer[]): Pointer[] => [...new Set(paths)]

/** What becomes of each feature of a Rollout. */
export const losses: readonly Loss<LossContext>[] = [
  {
    feature: 'weights',
    fidelity: 'exact',
    why: 'Each setWeight that rises is a weight of the Canary.',
    at: context => when(context.plan.weights.length > 0, `${canaryPath}/steps`),
  },
  {
    feature: 'weights that do not rise',
    fidelity: 'lost',
    why: 'Flagger waits forever at a weight that comes twice, or before a smaller one, so they are left out.',
    at: ({ plan }) => plan.fallen,
  },
  {
    feature: 'pauses',
    fidelity: 'exact',
    why: 'All pauses are equally long: that is the interval.',
    at: ({ plan }) => (differ(plan) ? [] : plan.pauses.slice(0, 1).map(({ path }) => path)),
  },
  {
    feature: 'pauses of different length',
    fidelity: 'part',
    why: 'A Canary has one interval: the longest pause.',
    todo: 'Look whether the whole rollout may take that long.',
    at: ({ plan }) => (differ(plan) ? plan.pauses.map(({ path }) => path) : []),
  },
  {
    feature: 'pause before the end',
    fidelity: 'part',
    why: 'A gate that is asked before every weight takes its place: Flagger has none for one weight only.',
    todo: 'Let the gate’s URL say yes where nobody has to look.',
    at: ({ plan }) => plan.gates.filter(({ type }) => type === 'confirm-traffic-increase').map(({ path }) => path),
  },
  {
    feature: 'pause at the end',
    fidelity: 'close',
    why: 'A gate that confirms the rollout or the promotion takes its place; it has a URL, and nobody can promote by hand.',
    todo: 'Deploy a gate, such as Flagger’s load tester, or name one with its URL.',
    at: ({ plan }) => plan.gates.filter(({ type }) => type !== 'confirm-traffic-increase').map(({ path }) => path),
  },
  {
    feature: 'canary of full size',
    fidelity: 'exact',
    why: 'A Canary has as many canary pods as the primary has.',
    at: context => steps(context, 'setCanaryScale', (scale, i) => isFull(scale.weight, i, context)),
  },
  {
    feature: 'setCanaryScale',
    fidelity: 'lost',
    why: 'A Canary always has as many canary pods as the primary has.',
    at: context => steps(context, 'setCanaryScale', (scale, i) => !isFull(scale.weight, i, context)),
  },
  {
    feature: 'header routes',
    fidelity: 'lost',
    why: 'A Canary has either weights or conditions, and not both.',
    todo: 'Make it an A/B test: analysis.match and iterations.',
    at: context => steps(context, 'setHeaderRoute', ({ match }) => match !== undefined),
  },
  {
    feature: 'mirror',
    fidelity: 'close',
    why: 'All requests are copied for one interval before the first weight.',
    at: context =>
      when(context.plan.mirror !== null, '').flatMap(() =>
        steps(context, 'setMirrorRoute', ({ match }) => mirrorsAll(match)).slice(0, 1),
      ),
  },
  {
    feature: 'mirror with conditions, or after a weight',
    fidelity: 'lost',
    why: 'A Canary copies all requests, before the first weight, or none.',
    at: context =>
      steps(
        context,
        'setMirrorRoute',
        ({ match }, i) => match !== undefined && !(mirrorsAll(match) && isBeforeWeights(context, i)),
      ),
  },
  {
    feature: 'experiments',
    fidelity: 'lost',
    why: 'Flagger runs no ReplicaSets beside the canary.',
    at: context => steps(context, 'experiment'),
  },
  {
    feature: 'step plugins',
    fidelity: 'lost',
    why: 'Flagger has webhooks instead.',
    at: context => steps(context, 'plugin'),
  },
  {
    feature: 'built-in checks',
    fidelity: 'exact',
    why: 'The queries are those of Flagger’s own checks.',
    at: ({ read }) =>
      unique(
        read.measured.flatMap(({ measure, result }) =>
          'metric' in result && !result.template && result.exact ? [measure.path] : [],
        ),
      ),
  },
  {
    feature: 'own metrics',
    fidelity: 'close',
    why: 'The query stands in a MetricTemplate, its bounds in the Canary.',
    todo: 'Credentials, where the provider needs some, go into a Secret that the MetricTemplate names.',
    at: ({ read }) =>
      unique(
        read.measured.flatMap(({ measure, result }) => ('metric' in result && result.template ? [measure.path] : [])),
      ),
  },
  {
    feature: 'strict bounds',
    fidelity: 'close',
    why: 'The bounds of a Canary may be reached themselves.',
    at: ({ read }) =>
      unique(
        read.measured.flatMap(({ measure, result }) =>
          'metric' in result && !result.template && !result.exact ? [measure.path] : [],
        ),
      ),
  },
  {
    feature: 'conditions',
    fidelity: 'lost',
    why: 'A Canary compares one number with a minimum and a maximum. The metric is left out.',
    todo: 'Let the query itself give a number that can be compared.',
    at: context => measured(context, 'condition'),
  },
  {
    feature: 'metric providers',
    fidelity: 'lost',
    why: 'Flagger has no provider for Kayenta, Wavefront, SkyWalking, jobs, plugins or values of web metrics. The metric is left out.',
    todo: 'Let a webhook do it.',
    at: context => measured(context, 'provider'),
  },
  {
    feature: 'arguments of queries',
    fidelity: 'lost',
    why: 'The query uses a value that is known in the cluster only, such as the hash of the new pods. The metric is left out.',
    todo: 'Select the canary by {{ target }}, which Flagger gives its own workload for.',
    at: context => measured(context, 'argument'),
  },
  {
    feature: 'limits of each metric',
    fidelity: 'part',
    why: 'A Canary has one threshold for all checks of a rollout: the smallest of these.',
    at: ({ plan }) => {
      const limits = new Set(plan.measures.map(({ metric }) => amount(metric.failureLimit, 0)))
      return when(limits.size > 1, plan.measures[0]?.path ?? '')
    },
  },
  {
    feature: 'threshold',
    fidelity: 'close',
    why: 'One more failure than the limit ends the rollout. Flagger adds up the failures of all checks from the first tick to the last.',
    at: ({ plan }) => plan.measures.slice(0, 1).map(({ path }) => path),
  },
  {
    feature: 'inconclusive results, delays and dry runs',
    fidelity: 'lost',
    why: 'A check of Flagger is good or bad, from the first tick on, and always counts.',
    at: ({ source, plan }) =>
      unique([
        ...plan.measures.flatMap(({ metric, path }) =>
          when(metric.inconclusiveLimit !== undefined || metric.initialDelay !== undefined || isBoth(metric), path),
        ),
        ...(source.strategy.steps ?? []).flatMap((step, i) => given(step.analysis?.dryRun, at(i, 'analysis'))),
        ...given(source.strategy.analysis?.dryRun, `${canaryPath}/analysis/dryRun`),
      ]),
  },
  {
    feature: 'startingStep',
    fidelity: 'lost',
    why: 'Flagger checks from the first weight on.',
    at: ({ source }) => given(source.strategy.analysis?.startingStep, `${canaryPath}/analysis/startingStep`),
  },
  {
    feature: 'analysis template that is not given',
    fidelity: 'lost',
    why: 'The checks stand in an AnalysisTemplate that is not among the objects.',
    todo: 'Give the AnalysisTemplate as input.',
    at: ({ plan }) => unique(plan.missing.map(({ path }) => path)),
  },
  ...(
    [
      ['dynamicStableScale', 'The primary keeps all its pods during a rollout.'],
      ['minPodsPerReplicaSet', 'The canary has as many pods as the primary.'],
      ['scaleDownDelaySeconds', 'The primary is updated in place; no old pods stay.'],
      ['scaleDownDelayRevisionLimit', 'The primary is updated in place; no old pods stay.'],
      ['abortScaleDownDelaySeconds', 'The canary is scaled to zero as soon as it is rolled back.'],
      ['antiAffinity', 'Put it into the pod template.'],
      ['canaryMetadata', 'The pods of the canary have the labels of the template.'],
      ['stableMetadata', 'The pods of the primary have the labels of the template.'],
      ['pingPong', 'Flagger has an apex, a primary and a canary Service.'],
      ['maxSurge', 'The primary is updated as the strategy of the Deployment says.'],
      ['maxUnavailable', 'The primary is updated as the strategy of the Deployment says.'],
    ] as const
  ).map(
    ([name, why]): Loss<LossContext> => ({ feature: name, fidelity: 'lost', why, at: context => field(context, name) }),
  ),
  {
    feature: 'rollbackWindow',
    fidelity: 'lost',
    why: 'A rollback is a rollout like any other: it is measured, too.',
    at: ({ source }) => given(source.rollout.spec.rollbackWindow, '/spec/rollbackWindow'),
  },
  {
    feature: 'subsets',
    fidelity: 'part',
    why: 'Flagger splits between two Services, with a DestinationRule for each.',
    at: ({ source }) => given(source.istio.destinationRule, `${istioPath}/destinationRule`),
  },
  {
    feature: 'several VirtualServices',
    fidelity: 'lost',
    why: 'Flagger writes one. The first is taken over.',
    todo: 'Let the others delegate to it.',
    at: ({ source }) => when((source.istio.virtualServices ?? []).length > 1, `${istioPath}/virtualServices`),
  },
  {
    feature: 'tls routes',
    fidelity: 'lost',
    why: 'Flagger writes http routes, or one tcp route.',
    at: ({ source }) => given(source.istio.virtualService?.tlsRoutes, `${istioPath}/virtualService/tlsRoutes`),
  },
  {
    feature: 'other routes',
    fidelity: 'lost',
    why: 'Flagger writes all http routes of its VirtualService itself. Those that the Rollout does not weight are gone.',
    todo: 'Put them into a VirtualService of their own that delegates to Flagger’s.',
    at: ({ source }) => when(source.otherRoutes.length > 0 && !isAbTest(source), `${istioPath}/virtualService/name`),
  },
  {
    feature: 'settings of the route',
    fidelity: 'lost',
    why: 'A Canary has match, rewrite, timeout, retries, headers and CORS of a route; the others are gone.',
    at: ({ source }) =>
      when(
        Object.keys(source.route ?? {}).some(key => !knownRouteFields.has(key)),
        `${istioPath}/virtualService/routes`,
      ),
  },
  {
    feature: 'VirtualService that is not given',
    fidelity: 'lost',
    why: 'Hosts, gateways and the settings of the routes stand in the VirtualService, which is not among the objects.',
    todo: 'Give it as input.',
    at: ({ source }) =>
      when(source.virtualService === null && source.strategy.trafficRouting?.istio !== undefined, istioPath),
  },
  {
    feature: 'Service that is not given',
    fidelity: 'part',
    why: 'The port of the Service is not known. The Canary has the one that is routed to, or 80, and the first port of the pods behind it.',
    todo: 'Give the Service as input, or set port and targetPort.',
    at: ({ source }) =>
      when(find(source.objects, 'Service', source.apex, source.namespace) === null, `${canaryPath}/stableService`),
  },
  {
    feature: 'service',
    fidelity: 'exact',
    why: 'Ports, hosts, gateways, match, rewrite, timeout, retries, headers, CORS and traffic policy stand in the Canary.',
    at: ({ source }) => when(source.virtualService !== null && source.route !== null, `${istioPath}/virtualService`),
  },
  {
    feature: 'type of the Service',
    fidelity: 'lost',
    why: 'Flagger makes Services of type ClusterIP, with its own labels.',
    todo: 'Keep the Service in the cluster: Flagger keeps the type of one that it finds.',
    at: ({ source }) => when(hasType(source), canaryPath),
  },
  {
    feature: 'names of the Services',
    fidelity: 'part',
    why: 'Flagger makes the Services itself: the apex, and two with -primary and -canary behind it.',
    todo: 'Delete the Services, the VirtualService and the DestinationRules from Git, and let callers name the apex.',
    at: ({ source }) => given(source.strategy.stableService ?? source.istio.destinationRule, canaryPath),
  },
  {
    feature: 'other routers',
    fidelity: 'lost',
    why: 'Only Istio is converted; the Canary routes with it.',
    at: ({ source }) => when(source.strategy.trafficRouting?.istio === undefined, `${canaryPath}/trafficRouting`),
  },
  {
    feature: 'no steps',
    fidelity: 'close',
    why: 'skipAnalysis: the new pods get all traffic as soon as they are ready.',
    at: ({ source }) => when((source.strategy.steps ?? []).length === 0, canaryPath),
  },
  {
    feature: 'progressDeadlineSeconds',
    fidelity: 'exact',
    why: 'The same deadline, after which both roll back.',
    at: ({ source }) => when(source.rollout.spec.progressDeadlineAbort === true, '/spec/progressDeadlineSeconds'),
  },
  {
    feature: 'no rollback at the deadline',
    fidelity: 'part',
    why: 'Flagger rolls back when the deadline passes; the Rollout would stay as it is.',
    at: ({ source }) =>
      when(
        source.rollout.spec.progressDeadlineAbort !== true && progressDeadlineOf(source.rollout) > 0,
        '/spec/progressDeadlineAbort',
      ),
  },
  {
    feature: 'paused',
    fidelity: 'close',
    why: 'suspend: Flagger does nothing for the Canary.',
    at: ({ source }) => given(source.rollout.spec.paused, '/spec/paused'),
  },
  {
    feature: 'replicaProgressThreshold',
    fidelity: 'close',
    why: 'canaryReadyThreshold, in percent.',
    at: ({ source }) =>
      when(source.strategy.replicaProgressThreshold?.type === 'Percent', `${canaryPath}/replicaProgressThreshold`),
  },
  {
    feature: 'replicaProgressThreshold in pods',
    fidelity: 'lost',
    why: 'Flagger knows a percentage only.',
    at: ({ source }) =>
      when(source.strategy.replicaProgressThreshold?.type === 'Pods', `${canaryPath}/replicaProgressThreshold`),
  },
  {
    feature: 'autoscaler',
    fidelity: 'close',
    why: 'The autoscaler points at the Deployment; Flagger makes a copy for the primary.',
    at: ({ scaler }) => when(scaler !== null, '/spec'),
  },
  {
    feature: 'workload by reference',
    fidelity: 'exact',
    why: 'The workload gets its pods back, and the Canary names it.',
    at: ({ source, workload }) =>
      when(source.rollout.spec.workloadRef !== undefined && workload.manifest !== null, '/spec/workloadRef'),
  },
  {
    feature: 'workload that is not given',
    fidelity: 'part',
    why: 'The Canary names the workload of the workloadRef, which is not among the objects.',
    todo: 'Set its replicas in Git: the Rollout has the pods until now.',
    at: ({ workload }) => when(workload.manifest === null, '/spec/workloadRef'),
  },
  {
    feature: 'workload in the Rollout',
    fidelity: 'close',
    why: 'The pod template becomes a Deployment of the same name.',
    todo: 'Delete the Rollout once the primary is healthy: both run side by side until then.',
    at: ({ source }) => when(source.rollout.spec.workloadRef === undefined, '/spec/template'),
  },
]

function hasType({ objects, apex, namespace }: Source): boolean {
  const { type = 'ClusterIP', externalName } = specOf(find(objects, 'Service', apex, namespace))
  return type !== 'ClusterIP' || externalName !== undefined
}

function differ({ pauses }: ReadPlan): boolean {
  return new Set(pauses.filter(({ seconds }) => seconds > 0).map(({ seconds }) => seconds)).size > 1
}

function isBeforeWeights({ source }: LossContext, index: number): boolean {
  return !(source.strategy.steps ?? []).slice(0, index).some(step => (step.setWeight ?? 0) > 0)
}

function isFull(weight: number | undefined, index: number, context: LossContext): boolean {
  return weight === 100 && isBeforeWeights(context, index)
}

function isBoth({
  successCondition = '',
  failureCondition = '',
}: {
  successCondition?: string
  failureCondition?: string
}): boolean {
  return successCondition !== '' && failureCondition !== ''
}
