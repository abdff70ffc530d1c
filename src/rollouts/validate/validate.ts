import type { Problem } from '../../values/finding.ts'
import { isMap } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import { rolloutCodes } from '../codes.ts'
import { isAnalysisTemplate, isKind, isRollout } from '../kinds.ts'
import { istioGroup } from '../names.ts'
import { type Read, readAnalysisTemplate, readIngress, readRollout, readService } from '../read.ts'
import type { Rollout } from '../rollout.ts'
import { analysisFaults, analysisUses, type GivenTemplate, templatesOf } from './analysis.ts'
import { aroundFaults, missing, type Refs } from './around.ts'
import { type Fault, toProblem } from './fault.ts'
import { analysisTemplateFaults } from './metrics.ts'
import { practiceFaults } from './practice.ts'
import { type PodLabels, serviceFaults, type UsedService, usesOf } from './services.ts'
import { specFaults } from './spec.ts'
import { strategyFaults } from './strategy.ts'
import { trapFaults } from './traps/traps.ts'
import { type UsedVirtualService, virtualServiceFaults, virtualServiceUses } from './virtual-services.ts'

/**
 * What is wrong with the Rollouts among these objects. Errors are what `kubectl argo rollouts lint` refuses in a file with
 * them (Argo Rollouts 1.10, cmd/lint), and with `strict` objects that are missing; the rest are warnings and notes about
 * what it does not look at.
 */
export function validateRollouts(objects: readonly Manifest[], refs: Refs = 'assume'): Problem[] {
  const rollouts = objects.filter(isRollout).map(readRollout)
  const templates = objects.filter(isAnalysisTemplate).map(readAnalysisTemplate)
  const given = templates.map(({ value, ref }) => ({ template: value, ref }))
  return [
    ...refusals(objects, rollouts),
    ...templates.flatMap(({ problems }) => problems.map(unlinted)),
    ...rollouts.flatMap(read => adviceOf(read, objects, given, refs).map(fault => toProblem(read.ref, fault))),
    ...given.flatMap(one => analysisTemplateFaults(one).map(fault => toProblem(one.ref, fault))),
  ]
}

/** What kubectl refuses alone, for callers who have no use for the rest. */
export function refusedRollouts(objects: readonly Manifest[]): Problem[] {
  return refusals(objects, objects.filter(isRollout).map(readRollout))
}

function refusals(objects: readonly Manifest[], rollouts: readonly Read<Rollout>[]): Problem[] {
  const services = objects
    .filter(object => isKind(object, '', 'Service'))
    .map(manifest => ({ manifest, ...readService(manifest) }))
  const ingresses = objects.filter(isIngress).map(readIngress)
  const virtualServices = objects.filter(object => isKind(object, istioGroup, 'VirtualService'))
  const values = rollouts.map(({ value }) => value)
  const references: References = {
    services: usesOf(
      services.map(({ manifest, value }) => ({ manifest, service: value })),
      values,
    ),
    virtualServices: virtualServiceUses(virtualServices, values),
  }
  return [
    ...[...rollouts, ...services, ...ingresses].flatMap(({ problems }) => problems),
    ...rollouts.flatMap(read => faultsOf(read, references, objects).map(fault => toProblem(read.ref, fault))),
  ]
}

/** kubectl does not read AnalysisTemplates; the API server drops or refuses what does not fit. */
function unlinted({ code: _, severity: __, ...found }: Problem): Problem {
  return { ...found, code: 'RO055', severity: rolloutCodes.RO055.severity }
}

function adviceOf(
  { value: rollout, sound }: Read<Rollout>,
  objects: readonly Manifest[],
  given: GivenTemplate[],
  refs: Refs,
): Fault[] {
  if (!sound) return []
  return [
    ...aroundFaults(rollout, objects, refs),
    ...trapFaults(rollout, objects),
    ...practiceFaults(rollout),
    ...analysisUses(rollout).flatMap(use => {
      const { found, missing: absent } = templatesOf(use.templates, rollout.metadata.namespace ?? '', given)
      return [...absent.map(({ kind, name }) => missing(kind, name, use.path, refs)), ...analysisFaults(use, found)]
    }),
  ]
}

interface References {
  services: UsedService[]
  virtualServices: UsedVirtualService[]
}

function faultsOf(
  { value: rollout, sound }: Read<Rollout>,
  references: References,
  objects: readonly Manifest[],
): Fault[] {
  if (!sound) return []
  const name = rollout.metadata.name ?? ''
  const pods = podLabels(rollout, objects)
  return [
    ...specFaults(rollout),
    ...strategyFaults(rollout),
    ...references.services.filter(use => use.rollout === name).flatMap(use => serviceFaults(use, pods)),
    ...references.virtualServices
      .filter(use => use.rollout === name)
      .flatMap(use => virtualServiceFaults(rollout, use.manifest)),
  ]
}

/** v1beta1 left Kubernetes with 1.22; its fields are not checked. */
function isIngress(object: Manifest): boolean {
  return isKind(object, 'networking.k8s.io', 'Ingress') && object.apiVersion === 'networking.k8s.io/v1'
}

function podLabels({ spec, metadata }: Rollout, objects: readonly Manifest[]): PodLabels {
  const own = spec.template?.metadata?.labels ?? {}
  const { workloadRef } = spec
  if (!workloadRef || Object.keys(own).length > 0) return { labels: own, source: 'template' }
  const workload = objects.find(
    object =>
      object.kind === workloadRef.kind &&
      object.apiVersion === workloadRef.apiVersion &&
      object.metadata?.name === workloadRef.name &&
      (object.metadata?.namespace ?? '') === (metadata.namespace ?? ''),
  )
  return workload ? { labels: labelsOf(workload), source: 'workload' } : { labels: {}, source: 'missing workload' }
}

/** A PodTemplate has the template at the top, a Deployment or ReplicaSet below spec. */
function labelsOf(workload: Manifest): Record<string, string> {
  const spec = workload['spec']
  const template = workload.kind === 'PodTemplate' ? workload['template'] : isMap(spec) ? spec['template'] : undefined
  const metadata = isMap(template) ? template['metadata'] : undefined
  const labels = isMap(metadata) && isMap(metadata['labels']) ? metadata['labels'] : {}
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, String(value)]))
}
