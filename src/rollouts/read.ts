import { compare, type ObjectRef, type Problem } from '../values/finding.ts'
import { isMap } from '../values/json.ts'
import type { Manifest } from '../values/manifest.ts'
import { dotted } from '../values/pointer.ts'
import type { AnalysisTemplate } from './analysis-template.ts'
import { decode, type Mismatch } from './decode/decode.ts'
import { analysisTemplateSchema, kubernetesSchema, type Located, rolloutSchema } from './decode/schema.ts'
import { identify, problem } from './problem.ts'
import type { Rollout } from './rollout.ts'

/** A typed object, and what the input has beyond its type. */
export interface Read<T> {
  value: T
  /** The object as the input has it, which problems are about. */
  ref: ObjectRef
  problems: Problem[]
  /** False when a field has a wrong type: what depends on it cannot be judged. */
  sound: boolean
}

/** Services as far as rules look into them. */
export interface Service {
  metadata: { name?: string; namespace?: string; annotations?: Record<string, string> }
  spec?: { selector?: Record<string, string>; ports?: ServicePort[] }
}

export interface ServicePort {
  name?: string
  port?: number
  targetPort?: number | string
}

/** Rules, predictions and timelines all ask for the same few. */
const rolloutsRead = new WeakMap<Manifest, Read<Rollout>>()

export function readRollout(object: Manifest): Read<Rollout> {
  const known = rolloutsRead.get(object)
  if (known) return known
  const read = readObject<Partial<Rollout>>(object, rolloutSchema)
  const { metadata = {}, spec = {} } = read.value
  const { apiVersion, kind } = object
  const rollout: Read<Rollout> = { ...read, value: { ...read.value, apiVersion, kind, metadata, spec } }
  rolloutsRead.set(object, rollout)
  return rollout
}

export function readService(object: Manifest): Read<Service> {
  const read = readObject<Partial<Service>>(object, kubernetesSchema('Service'))
  return { ...read, value: { ...read.value, metadata: read.value.metadata ?? {} } }
}

/** Only what is not a field counts; the linter's rule for Ingresses holds whenever it is asked. */
export function readIngress(object: Manifest): Read<unknown> {
  return readObject(object, kubernetesSchema('Ingress'))
}

/** AnalysisTemplates are not linted by kubectl; the API server refuses what does not fit. */
export function readAnalysisTemplate(object: Manifest): Read<AnalysisTemplate> {
  const read = readObject<Partial<AnalysisTemplate>>(object, analysisTemplateSchema)
  const { metadata = {}, spec = {} } = read.value
  return { ...read, value: { ...read.value, apiVersion: object.apiVersion, kind: object.kind, metadata, spec } }
}

function readObject<T>(object: Manifest, schema: Located): Read<T> {
  const { value, mismatches } = decode<T>(schema, object)
  const ref = identify(object)
  const problems = mismatches.map(mismatch => toProblem(ref, mismatch)).sort((a, b) => compare(a.path, b.path))
  return {
    value: isMap(value) ? value : ({} as T),
    ref,
    problems,
    sound: mismatches.every(one => one.kind === 'unknown'),
  }
}

function toProblem(object: ObjectRef, mismatch: Mismatch): Problem {
  const { path } = mismatch
  if (mismatch.kind === 'type') {
    const place = path === '' ? `the ${object.kind}` : dotted(path)
    return problem('RO002', { object, path }, `${place} must be ${mismatch.expected}, found ${mismatch.found}`)
  }
  const parent = dotted(path.slice(0, path.lastIndexOf('/')))
  const owner = parent === '' ? `a ${object.kind}` : parent
  const { suggestion } = mismatch
  const message = `${JSON.stringify(mismatch.key)} is not a field of ${owner}`
  const details = suggestion === undefined ? {} : { suggestion, help: `Did you mean ${suggestion}?` }
  return problem('RO001', { object, path, part: 'key' }, message, details)
}
