import type { Pointer } from '../../../values/pointer.ts'
import { type Violation, violations } from '../../decode/constraints.ts'
import { kubernetesSchema } from '../../decode/schema.ts'
import type { PodSpec, PodTemplate } from '../../pods.ts'
import type { Fault } from '../fault.ts'
import { containerFaults } from './containers.ts'
import { schedulingFaults } from './scheduling.ts'
import { podSecurityFaults } from './security.ts'
import { volumeFaults } from './volumes.ts'

/**
 * What Kubernetes asks of the template of a ReplicaSet (k8s.io/kubernetes 1.34, ValidatePodTemplateSpecForReplicaSet, as the
 * linter calls it: all options off, defaults filled in). Rules of single fields stand in the schema, rules between fields here.
 */
export function templateFaults(template: PodTemplate, path: Pointer): Fault[] {
  const spec: PodSpec = template.spec ?? {}
  const rules = [
    ...violations(kubernetesSchema('PodTemplateSpec'), { ...template, spec }, path),
    ...annotationFaults(template, path),
    ...forbidden(spec, `${path}/spec`),
    ...volumeFaults(spec, `${path}/spec`),
    ...containerFaults(spec, `${path}/spec`),
    ...podSecurityFaults(spec, `${path}/spec`),
    ...schedulingFaults(spec, `${path}/spec`),
  ]
  return rules.map(({ path: at, message }) => ({ code: 'RO016', path: at, message }))
}

function forbidden(spec: PodSpec, path: Pointer): Violation[] {
  const found: Violation[] = []
  if (spec['activeDeadlineSeconds'] !== undefined) {
    found.push({ path: `${path}/activeDeadlineSeconds`, message: 'pods of a Rollout run without a deadline' })
  }
  if ((spec.ephemeralContainers ?? []).length > 0) {
    found.push({ path: `${path}/ephemeralContainers`, message: 'a template cannot have ephemeral containers' })
  }
  return found
}

/** All annotations together, in bytes. */
const mostAnnotations = 256 * 1024
const encoder = new TextEncoder()

function annotationFaults({ metadata }: PodTemplate, path: Pointer): Violation[] {
  const size = Object.entries(metadata?.annotations ?? {}).reduce(
    (sum, [key, value]) => sum + encoder.encode(key).length + encoder.encode(value).length,
    0,
  )
  const at = `${path}/metadata/annotations`
  return size > mostAnnotations
    ? [{ path: at, message: `they take ${size} bytes, at most ${mostAnnotations} fit` }]
    : []
}
