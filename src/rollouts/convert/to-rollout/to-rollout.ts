import { providerOf } from '../../../flagger/canary.ts'
import { routerOf } from '../../../flagger/providers/index.ts'
import type { Release } from '../../../flagger/release.ts'
import { readCanary, storeCanary } from '../../../flagger/stored.ts'
import { type Manifest, refOf } from '../../../values/manifest.ts'
import { problem } from '../../problem.ts'
import type { CanaryStrategy, RolloutSpec } from '../../rollout.ts'
import { writtenMetadata } from '../metadata.ts'
import { type Conversion, noReport, reportOf } from '../report.ts'
import { templateManifest, templatesOf } from './checks.ts'
import { type LossContext, losses } from './losses.ts'
import { type Mesh, meshOf, routingOf } from './mesh.ts'
import { defaultToRolloutOptions, type ToRolloutOptions } from './options.ts'
import { type Source, sourceOf } from './source.ts'
import { backgroundOf, stepsOf } from './steps.ts'
import { emptied, isReferenced, podsOf, scalersOf, type Workload, workloadOf } from './workload.ts'

/**
 * The same rollout for Argo Rollouts: a Rollout, the Services, VirtualService and DestinationRules that Flagger would have
 * made, AnalysisTemplates, and what pointed at the workload pointed at the Rollout. Flagger's Canary must be gone first.
 */
export function toRollout(release: Release, chosen: Partial<ToRolloutOptions> = {}): Conversion {
  const options = { ...defaultToRolloutOptions, ...chosen }
  const { manifest: stored, problems: unstored } = storeCanary(release.canary, release.namespace)
  if (!stored) return { manifests: [], report: noReport, problems: unstored }
  const { canary, problems: unreadable } = readCanary(stored)
  if (unreadable.length > 0) return { manifests: [], report: noReport, problems: unreadable }
  const object = { ...refOf(stored), namespace: canary.namespace }
  const refused = (path: string, message: string): Conversion => ({
    manifests: [],
    report: noReport,
    problems: [problem('RO090', { object, path }, message)],
  })
  const provider = providerOf(canary.spec, release.settings)
  if (routerOf(provider).router !== routerOf('istio').router) {
    return refused('/spec/provider', `The provider ${provider} is not converted: only Istio is`)
  }
  const { kind = '', name } = canary.spec.targetRef
  // An empty name is none to Go.
  if (!name) return refused('/spec/targetRef/name', 'The Canary names no workload')
  if (!targets.has(kind)) {
    return refused('/spec/targetRef/kind', `A ${kind} has no pods of its own that a Rollout could take over`)
  }
  const source = sourceOf(release, stored, canary, options)
  const mesh = meshOf(source)
  if ('problems' in mesh) return { manifests: [], report: noReport, problems: [...unstored, ...mesh.problems] }
  return convert(source, mesh, object)
}

const targets: ReadonlySet<string> = new Set(['Deployment', 'DaemonSet'])

function convert(source: Source, mesh: Mesh, object: LossContext['object']): Conversion {
  const workload = workloadOf(source)
  const templates = templatesOf(source)
  const steps = stepsOf(source, templates)
  const background = backgroundOf(source, templates, steps)
  const { names, options } = source
  const split = options.split === 'services'
  const strategy: CanaryStrategy = {
    ...(split && { stableService: names.apex, canaryService: names.canary }),
    trafficRouting: routingOf(source, mesh),
    ...(source.analysis.canaryReadyThreshold !== undefined && {
      replicaProgressThreshold: { type: 'Percent', value: source.analysis.canaryReadyThreshold },
    }),
    ...(background && { analysis: background }),
    ...(steps.length > 0 && { steps }),
  }
  const used = source.plan.skipAnalysis ? [] : templates
  const rollout = rolloutOf(source, workload, { ...podsOf(source, workload), strategy: { canary: strategy } })
  const scalers = scalersOf(source)
  const made = [
    rollout,
    ...(isReferenced(source, workload) ? emptied(workload) : []),
    ...mesh.services,
    ...(mesh.virtualService ? [mesh.virtualService] : []),
    ...mesh.destinationRules,
    ...used.map(template => templateManifest(source, template)),
    ...scalers,
  ]
  return {
    manifests: [...made, ...carried(source, made)].map(object => inNamespace(object, source.release.namespace)),
    report: () => reportOf(losses, { source, workload, object, scalers }, object),
    problems: [],
  }
}

function rolloutOf(source: Source, workload: Workload, spec: RolloutSpec): Manifest {
  const { names, canary } = source
  const metadata = isReferenced(source, workload) ? {} : writtenMetadata(workload.manifest)
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: names.target, namespace: canary.namespace, ...metadata },
    spec,
  }
}

/** Where everything else names its namespace, nothing may be left to the command that applies it. */
function inNamespace(object: Manifest, namespace: string): Manifest {
  const { name, ...metadata } = object.metadata
  return { ...object, metadata: { name, namespace, ...metadata } }
}

/** What Git held beside the Canary and still needs: a Gateway or a ConfigMap, say. The Rollout has the pods of the workload. */
function carried({ release, canary }: Source, made: readonly Manifest[]): Manifest[] {
  const { kind: workload, name: target } = canary.spec.targetRef
  const gone = new Set(['Canary', 'MetricTemplate', 'AlertProvider'])
  return release.authored.filter(
    ({ kind, metadata: { name } }) =>
      !gone.has(kind) &&
      !(kind === workload && name === target) &&
      !made.some(one => one.kind === kind && one.metadata.name === name),
  )
}
