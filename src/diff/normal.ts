import type { Stored } from '../flagger/crd.ts'
import { canonicalDuration } from '../flagger/go/duration.ts'
import { readAnyHpa } from '../flagger/hpa-versions.ts'
import { storeCanary } from '../flagger/stored.ts'
import { canaryApiVersion } from '../flagger/tick.ts'
import { storedForm } from '../gitops/defaults/apply.ts'
import { getKey, isMap, type Json, type JsonMap, setKey } from '../values/json.ts'
import { dataOf, groupOf, type Manifest, manifestOf } from '../values/manifest.ts'
import { isSecret } from './secrets.ts'

/**
 * What an object means, whatever way it is written: as the API server keeps it, with the defaults of its kind and of the
 * controller that reads it, and without what only the API server writes. Two objects of one meaning are the same data.
 * `namespace` is that of objects which name none.
 */
export function normalOf(manifest: Manifest, namespace: string): JsonMap {
  if (isCanary(manifest)) return normalCanary(manifest, namespace)
  const own = withoutServerFields(manifest)
  const stored = isSecret(manifest) ? null : storedForm(manifest.kind === 'HorizontalPodAutoscaler' ? hpaV2(own) : own)
  if (stored) return { ...stored, apiVersion: manifest.apiVersion }
  const plain = withoutNulls(own)
  return withDurations(plain, durationFields[groupOf(manifest.apiVersion)])
}

export function isCanary({ apiVersion, kind }: Manifest): boolean {
  return kind === 'Canary' && groupOf(apiVersion) === groupOf(canaryApiVersion)
}

const serverFields = ['resourceVersion', 'uid', 'generation', 'creationTimestamp', 'managedFields', 'selfLink']
const serverAnnotations = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deprecated.daemonset.template.generation',
]

/** Read from a cluster, objects hold more than anybody has written. */
function withoutServerFields(manifest: Manifest): JsonMap {
  const { status: _, ...own } = dataOf(manifest)
  const metadata = { ...(own['metadata'] as JsonMap) }
  for (const field of serverFields) delete metadata[field]
  for (const field of ['labels', 'annotations']) {
    const map = metadata[field]
    if (!isMap(map)) continue
    const kept = Object.entries(map).filter(([key]) => !serverAnnotations.includes(key))
    if (kept.length === 0) delete metadata[field]
    else if (kept.length < Object.keys(map).length) metadata[field] = Object.fromEntries(kept)
  }
  return { ...own, metadata }
}

/** Every version of it is the same object; Flagger reads v2. */
function hpaV2(hpa: JsonMap): JsonMap {
  return { ...readAnyHpa(hpa), apiVersion: 'autoscaling/v2' }
}

const storedCanaries = new WeakMap<Manifest, Stored>()

/** What the API server makes of a Canary; it is asked more than once. */
export function storedCanary(manifest: Manifest, namespace: string): Stored {
  const known = storedCanaries.get(manifest)
  if (known) return known
  const stored = storeCanary(manifestOf(withoutServerFields(manifest)), namespace)
  storedCanaries.set(manifest, stored)
  return stored
}

/** A Canary that the API server refuses stays as it is written. */
function normalCanary(manifest: Manifest, namespace: string): JsonMap {
  const stored = storedCanary(manifest, namespace).manifest
  return withFlaggerDefaults(stored ? dataOf(stored) : withoutNulls(withoutServerFields(manifest)))
}

/** What Flagger takes for a field that is not there (Flagger 1.44, pkg/apis/flagger/v1beta1/canary.go and pkg/controller). */
function withFlaggerDefaults(canary: JsonMap): JsonMap {
  const spec = mapAt(canary, 'spec')
  const service = getKey(spec, 'service')
  const analysis = getKey(spec, 'analysis')
  return {
    ...canary,
    spec: {
      progressDeadlineSeconds: 600,
      ...spec,
      ...(isMap(service) && { service: { portName: 'http', targetPort: service['port'] ?? 0, ...service } }),
      ...(isMap(analysis) && { analysis: normalAnalysis(analysis) }),
    },
  }
}

function normalAnalysis(analysis: JsonMap): JsonMap {
  const { metrics, webhooks } = analysis
  return withDurations(
    {
      interval: '60s',
      threshold: 1,
      primaryReadyThreshold: 100,
      canaryReadyThreshold: 100,
      ...(Array.isArray(analysis['stepWeights']) ? {} : { maxWeight: 100 }),
      ...analysis,
      ...(Array.isArray(metrics) && { metrics: metrics.map(normalMetric) }),
      ...(Array.isArray(webhooks) && {
        webhooks: webhooks.map(item => (isMap(item) ? { timeout: '10s', ...item } : item)),
      }),
    },
    analysisDurations,
  )
}

/** Of a template Flagger leaves an interval that is not there empty. */
function normalMetric(metric: Json): Json {
  return isMap(metric) && !metric['templateRef'] ? { interval: '1m', ...metric } : metric
}

/** Only these: other durations of a Canary go into routes, where Flagger compares the text. */
const analysisDurations: ReadonlySet<string> = new Set(['interval', 'timeout'])
/** Fields that hold durations, by API group. */
const durationFields: Record<string, ReadonlySet<string>> = {
  'networking.istio.io': new Set([
    'timeout',
    'perTryTimeout',
    'maxAge',
    'interval',
    'baseEjectionTime',
    'connectTimeout',
    'idleTimeout',
    'fixedDelay',
    'ttl',
  ]),
  'gateway.networking.k8s.io': new Set(['request', 'backendRequest']),
}

function withDurations(map: JsonMap, fields: ReadonlySet<string> | undefined): JsonMap {
  return fields ? (durationsIn(map, fields) as JsonMap) : map
}

function durationsIn(value: Json, fields: ReadonlySet<string>): Json {
  if (Array.isArray(value)) return value.map(item => durationsIn(item, fields))
  if (!isMap(value)) return value
  const out: JsonMap = {}
  for (const [key, item] of Object.entries(value)) {
    const isDuration = typeof item === 'string' && fields.has(key)
    setKey(out, key, isDuration ? (canonicalDuration(item) ?? item) : durationsIn(item, fields))
  }
  return out
}

/** The API server drops them. */
function withoutNulls(map: JsonMap): JsonMap {
  const out: JsonMap = {}
  for (const [key, item] of Object.entries(map)) {
    if (item !== null)
      setKey(out, key, isMap(item) ? withoutNulls(item) : Array.isArray(item) ? item.map(inList) : item)
  }
  return out
}

function inList(item: Json): Json {
  return isMap(item) ? withoutNulls(item) : item
}

function mapAt(map: JsonMap, key: string): JsonMap {
  const value = getKey(map, key)
  return isMap(value) ? value : {}
}
