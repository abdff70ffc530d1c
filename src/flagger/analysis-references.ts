import { validate as validateAlertProvider } from '#build/validators/alert-provider.js'
import { validate as validateMetricTemplate } from '#build/validators/metric-template.js'
import { describeObject, type ObjectRef, type Problem, type Severity, type Subject } from '../values/finding.ts'
import { isMap, type JsonMap } from '../values/json.ts'
import { groupOf, type Manifest } from '../values/manifest.ts'
import { type Pointer, pointer } from '../values/pointer.ts'
import type { Canary, ObjectReference } from './canary.ts'
import { type Crd, storeAs } from './crd.ts'
import { problem } from './problems.ts'
import type { Release } from './release.ts'
import { canaryApiVersion, canaryRef } from './tick.ts'

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
  outcome: 'every check of this metric fails',
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
 * pkg/controller/scheduler_metrics.go, alert of events.go).
 */
export function analysisProblems(release: Release, canary: Canary): Problem[] {
  const { analysis, skipAnalysis } = canary.spec
  const problems: Problem[] = []
  const seen = new Set<string>()
  function check(kind: AnalysisKind, ref: ObjectReference | undefined, path: Pointer): void {
    if (!ref) return
    const object = refTo(kind.kind, ref, canary.namespace)
    if (seen.has(describeObject(object))) return
    seen.add(describeObject(object))
    problems.push(...referenceProblems(release, kind, object, { object: canaryRef(canary), path }))
  }
  for (const [i, { templateRef }] of (skipAnalysis ? [] : (analysis.metrics ?? [])).entries()) {
    check(metricTemplates, templateRef, pointer('spec', 'analysis', 'metrics', i, 'templateRef'))
  }
  for (const [i, { providerRef }] of (analysis.alerts ?? []).entries()) {
    check(alertProviders, providerRef, pointer('spec', 'analysis', 'alerts', i, 'providerRef'))
  }
  return problems
}

function refTo(kind: string, { name, namespace }: ObjectReference, canaryNamespace: string): ObjectRef {
  return { apiVersion: canaryApiVersion, kind, namespace: namespace || canaryNamespace, name }
}

function referenceProblems(release: Release, kind: AnalysisKind, object: ObjectRef, subject: Subject): Problem[] {
  const given = find(release, object)
  if (!given) return [missing(release, kind, object, subject)]
  const { manifest, problems } = storeAs(kind.crd, given, release.namespace)
  const secretRef = manifest && at(manifest, kind.secretPath)
  if (!isMap(secretRef)) return problems
  const name = String(secretRef['name'])
  const secret = { apiVersion: 'v1', kind: 'Secret', namespace: object.namespace, name }
  return [...problems, ...secretProblems(release, kind, secret, { object, path: pointer(...kind.secretPath, 'name') })]
}

function secretProblems(release: Release, kind: AnalysisKind, object: ObjectRef, subject: Subject): Problem[] {
  const secret = find(release, object)
  if (!secret) return [missing(release, kind, object, subject)]
  const { data, stringData } = secret
  return kind.secretKeys
    .filter(key => ![data, stringData].some(map => isMap(map) && Object.hasOwn(map, key)))
    .map(key => {
      const message = `${describeObject(object)} has no key ${key}, and ${kind.outcome}`
      return problem('FL032', subject, message, { help: `Add \`${key}\` to the Secret.` })
    })
}

function missing({ refs }: Release, kind: AnalysisKind, object: ObjectRef, subject: Subject): Problem {
  const name = describeObject(object)
  if (refs === 'assume') {
    return problem('FL021', subject, `${name} is not given; it is assumed to exist`, { severity: 'info' })
  }
  return problem('FL020', subject, `${name} does not exist, and ${kind.outcome}`, {
    severity: kind.severity,
    help: `Add the ${object.kind}, or correct the reference.`,
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
