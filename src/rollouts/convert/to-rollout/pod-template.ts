import { isMap, type JsonMap } from '../../../values/json.ts'
import { mapsOf } from '../../data.ts'
import type { PodTemplate } from '../../pods.ts'

// Flagger never sends the workload back to the API server, so it runs canaries of templates that nobody could apply today.

/** The pod template of a workload as Kubernetes takes it in a Rollout. */
export function acceptedTemplate(spec: JsonMap): PodTemplate | undefined {
  const { template } = spec
  if (!isMap(template)) return undefined
  const missing = missingLabels(spec)
  return withoutInitProbes(Object.keys(missing).length === 0 ? template : labelled(template, missing)) as PodTemplate
}

/**
 * Labels that the selector asks for and the pods do not have. Flagger gives the primary's pods the one that it selects by
 * (Flagger 1.44, pkg/canary/deployment_controller.go makePrimaryDeployment); here nobody does.
 */
export function missingLabels({ selector, template }: JsonMap): Record<string, string> {
  const { matchLabels, matchExpressions } = isMap(selector) ? selector : {}
  const metadata = isMap(template) && isMap(template['metadata']) ? template['metadata'] : {}
  const labels = isMap(metadata['labels']) ? metadata['labels'] : {}
  const wanted = Object.entries(isMap(matchLabels) ? matchLabels : {}).filter(([key, value]) => labels[key] !== value)
  const asked = mapsOf(matchExpressions).flatMap(({ key, operator, values }) => {
    const choices = operator === 'Exists' ? [labels[String(key)] ?? ''] : Array.isArray(values) ? values : []
    const fits =
      operator === 'Exists' ? Object.hasOwn(labels, String(key)) : choices.includes(labels[String(key)] ?? null)
    return (operator === 'Exists' || operator === 'In') && !fits ? [[String(key), choices[0] ?? ''] as const] : []
  })
  return Object.fromEntries([...wanted, ...asked].map(([key, value]) => [key, String(value)]))
}

function labelled(template: JsonMap, missing: Record<string, string>): JsonMap {
  const metadata = isMap(template['metadata']) ? template['metadata'] : {}
  const labels = isMap(metadata['labels']) ? metadata['labels'] : {}
  return { ...template, metadata: { ...metadata, labels: { ...labels, ...missing } } }
}

const probes: ReadonlySet<string> = new Set(['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'])

/** Whether an init container that ends has probes, which are for those that go on beside the others. */
export function hasInitProbes({ template }: JsonMap): boolean {
  return isMap(template) && initContainers(template).some(one => isProbed(one))
}

function withoutInitProbes(template: JsonMap): JsonMap {
  if (!hasInitProbes({ template })) return template
  const spec = isMap(template['spec']) ? template['spec'] : {}
  const kept = initContainers(template).map(one =>
    isProbed(one) ? Object.fromEntries(Object.entries(one).filter(([key]) => !probes.has(key))) : one,
  )
  return { ...template, spec: { ...spec, initContainers: kept } }
}

function initContainers({ spec }: JsonMap): JsonMap[] {
  return isMap(spec) ? mapsOf(spec['initContainers']) : []
}

function isProbed(container: JsonMap): boolean {
  return container['restartPolicy'] !== 'Always' && Object.keys(container).some(key => probes.has(key))
}
