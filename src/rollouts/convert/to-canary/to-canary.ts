import type { CanarySpec } from '../../../flagger/canary.ts'
import type { Manifest } from '../../../values/manifest.ts'
import { isRollout } from '../../kinds.ts'
import { servicesOf, splitVirtualServiceName, virtualServicesOf } from '../../names.ts'
import { identify, problem } from '../../problem.ts'
import { readRollout } from '../../read.ts'
import { type Conversion, noReport, reportOf } from '../report.ts'
import { analysisOf, type ReadAnalysis } from './analysis.ts'
import { losses } from './losses.ts'
import { defaultToCanaryOptions, type ToCanaryOptions } from './options.ts'
import { readPlan } from './plan.ts'
import { serviceOf } from './service.ts'
import { type Source, sourceOf } from './source.ts'
import { type Scaler, scalerOf, type Workload, workloadOf } from './workload.ts'

/**
 * The same rollout for Flagger: a Canary, its workload, MetricTemplates for queries of one's own, and the autoscaler pointed
 * at the workload. Services, VirtualService and DestinationRules are Flagger's to make, so they are left out.
 */
export function toCanary(objects: readonly Manifest[], chosen: Partial<ToCanaryOptions> = {}): Conversion {
  const options = { ...defaultToCanaryOptions, ...chosen }
  const manifest = objects.find(
    object => isRollout(object) && (options.rollout === undefined || identify(object).name === options.rollout),
  )
  if (!manifest) {
    const object = { apiVersion: '', kind: 'Rollout', namespace: '', name: options.rollout ?? '' }
    const message = 'There is no such Rollout among the objects'
    return { manifests: [], report: noReport, problems: [problem('RO090', { object, path: '' }, message)] }
  }
  const { value: rollout, ref, problems, sound } = readRollout(manifest)
  if (!sound) return { manifests: [], report: noReport, problems }
  const strategy = rollout.spec.strategy?.canary
  if (!strategy) {
    const message = 'Only Rollouts with a canary strategy are converted'
    return {
      manifests: [],
      report: noReport,
      problems: [problem('RO090', { object: ref, path: '/spec/strategy' }, message)],
    }
  }
  const source = sourceOf(rollout, strategy, objects, options)
  const plan = readPlan(source)
  const read = analysisOf(source, plan)
  const workload = workloadOf(source)
  const scaler = scalerOf(source, workload)
  return {
    manifests: [
      canaryOf(source, read, workload, scaler),
      ...(workload.manifest ? [workload.manifest] : []),
      ...(scaler ? [scaler.manifest] : []),
      ...read.templates,
      ...carried(source, manifest, workload, scaler),
    ],
    report: () => reportOf(losses, { source, plan, read, workload, scaler }, ref),
    problems,
  }
}

const defaultDeadline = 600

function canaryOf(
  source: Source,
  { analysis }: ReadAnalysis,
  { targetRef }: Workload,
  scaler: Scaler | null,
): Manifest {
  const { rollout, strategy, name, namespace } = source
  const { paused, progressDeadlineSeconds: deadline = defaultDeadline } = rollout.spec
  const server = metricsServerOf(source)
  const spec: CanarySpec = {
    provider: 'istio',
    ...(server !== undefined && { metricsServer: server }),
    targetRef,
    ...(scaler && { autoscalerRef: scaler.autoscalerRef }),
    ...(deadline !== defaultDeadline && { progressDeadlineSeconds: deadline }),
    ...(paused && { suspend: true }),
    ...((strategy.steps ?? []).length === 0 && { skipAnalysis: true }),
    service: serviceOf(source),
    analysis,
  }
  return {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'Canary',
    metadata: { name, ...(namespace !== '' && { namespace }) },
    spec,
  }
}

/** Where all queries go; Flagger has one server for its own checks. */
function metricsServerOf({ templates }: Source): string | undefined {
  const metrics = templates.flatMap(({ template }) => template.spec.metrics ?? [])
  const servers = new Set(
    metrics.flatMap(({ provider }) => (provider?.prometheus ? [provider.prometheus.address] : [])),
  )
  const [only] = servers
  return servers.size === 1 ? only : undefined
}

/** Objects that stay as they are: not those that Flagger makes, or that belong to the other engine. */
function carried(source: Source, rollout: Manifest, { manifest }: Workload, scaler: Scaler | null): Manifest[] {
  const { istio, objects } = source
  const { stable, canary } = servicesOf(source.rollout)
  const meshed = virtualServicesOf(istio).map(({ reference }) => splitVirtualServiceName(reference.name ?? '').name)
  const gone: { [kind: string]: readonly string[] } = {
    Service: [stable, canary, source.apex],
    VirtualService: meshed,
    DestinationRule: [stable, canary, source.apex, istio.destinationRule?.name ?? ''],
  }
  const replaced = [rollout, ...(manifest ? [manifest] : []), ...(scaler ? [scaler.manifest] : [])].map(identify)
  return objects.filter(object => {
    const { kind, name, namespace } = identify(object)
    if (kind === 'AnalysisTemplate' || kind === 'ClusterAnalysisTemplate') return false
    if (gone[kind]?.includes(name) && namespace === source.namespace) return false
    return !replaced.some(other => other.kind === kind && other.name === name && other.namespace === namespace)
  })
}
