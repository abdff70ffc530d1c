import { validate as validateAlertProvider } from '#build/validators/alert-provider.js'
import { validate as validateMetricTemplate } from '#build/validators/metric-template.js'
import { describeObject, type ObjectRef, type Problem, type Severity, type Subject } from '../values/finding.ts'
import { isMap, type JsonMap } from '../values/json.ts'
import { groupOf, type Manifest, refOf } from '../values/manifest.ts'
import { pointer } from '../values/pointer.ts'
import type { Canary, ObjectReference } from './canary.ts'
import { type Crd, storeAs } from './crd.ts'
import { problem } from './problems.ts'
import type { Release } from './release.ts'
import { canaryApiVersion } from './tick.ts'

/** A kind that an analysis refers to. */
interface AnalysisKind {
  kind: string
  crd: Crd
  secretPath: string[]
  /** What Flagger reads from the Secret, whatever else depends on the provider. */
  secretKeys: string[]
  outcome: string
  severity: Severity
}

const metricTemplates: AnalysisKind = {
  kind: 'MetricTemplate',
  crd: { validate: validateMetricTemplate, file: 'metric-template.schema.json' },
  secretPath: ['spec', 'provider', 'secretRef'],
  secretKeys: [],
  outcome: 'every check of its metrics fails',
  severity: 'error',
}

const alertProviders: AnalysisKind = {
  kind: 'AlertProvider',
  crd: { validate: validateAlertProvider, file: 'alert-provider.schema.json' },
  secretPath: ['spec', 'secretRef'],
  secretKeys: ['address'],
  outcome: 'no alert is sent to it',
  severity: 'warning',
}

/**
 * What is wrong with the metric templates and alert providers of an analysis, and with their Secrets. The start of a rollout
 * does without them: Flagger looks for them when it checks a metric or sends an alert (Flagger 1.44, runMetricChecks of
 * pkg/controller/scheduler_metrics.go, alert of events.go). That one is not there at all is for lint to say.
 */
export function analysisProblems(release: Release, canary: Canary): Problem[] {
  const { analysis, skipAnalysis } = canary.spec
  const metrics = skipAnalysis ? [] : (analysis.metrics ?? [])
  const templates = metrics.map(({ templateRef }) => templateRef)
  const providers = (analysis.alerts ?? []).map(({ providerRef }) => providerRef)
  return [
    ...givenOf(release, canary, metricTemplates, templates).flatMap(given =>
      problemsOf(release, metricTemplates, given),
    ),
    ...givenOf(release, canary, alertProviders, providers).flatMap(given => problemsOf(release, alertProviders, given)),
  ]
}

/** The objects that are referred to, each once. */
function givenOf(
  release: Release,
  { namespace }: Canary,
  { kind }: AnalysisKind,
  refs: readonly (ObjectReference | undefined)[],
): Manifest[] {
  const found = refs.map(ref => ref && find(release, refTo(kind, ref, namespace)))
  return [...new Set(found)].filter(object => object !== undefined)
}

function refTo(kind: string, { name, namespace }: ObjectReference, canaryNamespace: string): ObjectRef {
  return { apiVersion: canaryApiVersion, kind, namespace: namespace || canaryNamespace, name }
}

function problemsOf(release: Release, kind: AnalysisKind, given: Manifest): Problem[] {
  const { manifest, problems } = storeAs(kind.crd, given, release.namespace)
  const secretRef = manifest && at(manifest, kind.secretPath)
  if (!isMap(secretRef)) return problems
  const object = { ...refOf(given), namespace: given.metadata.namespace ?? release.namespace }
  const subject = { object, path: pointer(...kind.secretPath, 'name') }
  return [...problems, ...secretProblems(release, kind, String(secretRef['name']), subject)]
}

/** Its Secret is in its own namespace. */
function secretProblems(
  release: Release,
  kind: AnalysisKind,
  name: string,
  subject: Subject & { object: ObjectRef },
): Problem[] {
  const ref = { apiVersion: 'v1', kind: 'Secret', namespace: subject.object.namespace, name }
  const secret = find(release, ref)
  if (!secret) return release.refs === 'strict' ? [noSecret(kind, ref, subject)] : []
  const { data, stringData } = secret
  return kind.secretKeys
    .filter(key => ![data, stringData].some(map => isMap(map) && Object.hasOwn(map, key)))
    .map(key => {
      const message = `${describeObject(ref)} has no key ${key}, and ${kind.outcome}`
      return problem('FL032', subject, message, { help: `Add \`${key}\` to the Secret.` })
    })
}

function noSecret({ outcome, severity }: AnalysisKind, secret: ObjectRef, subject: Subject): Problem {
  return problem('FL020', subject, `${describeObject(secret)} does not exist, and ${outcome}`, {
    severity,
    help: 'Add the Secret, or correct the reference.',
  })
}

function find({ cluster, namespace }: Release, { apiVersion, kind, ...ref }: ObjectRef): Manifest | undefined {
  return cluster.objects.findLast(
    object =>
      object.metadata.name === ref.name &&
      object.kind === kind &&
      groupOf(object.apiVersion) === groupOf(apiVersion) &&
      (object.metadata.namespace ?? namespace) === ref.namespace,
  )
}

function at(manifest: Manifest, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isMap(value) ? (value as JsonMap)[key] : undefined), manifest)
}
