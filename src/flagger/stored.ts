import { validate } from '#build/validators/canary.js'
import type { ObjectRef, Problem } from '../values/finding.ts'
import { isMap, type Json, type JsonMap, setKey } from '../values/json.ts'
import { type Manifest, refOf } from '../values/manifest.ts'
import type { Canary, CanarySpec } from './canary.ts'
import { crdProblems } from './crd.ts'
import { canaryTypes } from './go/canary.ts'
import { decode } from './go/decode.ts'
import { kubernetesTypes } from './go/kubernetes.ts'
import { problem } from './problems.ts'
import { typeProblems } from './type-problems.ts'
import { dataOf } from './world.ts'

export interface Stored {
  /** The Canary as the API server keeps it; null when it refuses it. */
  manifest: Manifest | null
  problems: Problem[]
}

/**
 * What the API server makes of a Canary (Kubernetes 1.34, apiextensions-apiserver): nulls are dropped, unknown fields pruned,
 * defaults set, then the schema decides. The status is not the author's to write.
 */
export function storeCanary(canary: Manifest, namespace: string): Stored {
  const object = { ...refOf(canary), namespace: canary.metadata.namespace ?? namespace }
  const { status: _, metadata, ...given } = dataOf(canary)
  const read = decode(isMap(metadata) ? metadata : {}, kubernetesTypes.get('ObjectMeta'))
  const faults = typeProblems('FL006', object, 'Canary', { ...read, unknown: [] }, '/metadata')
  const pruned = withoutNulls(given) as JsonMap
  pruned['metadata'] = { namespace, ...read.value }
  const problems = [...faults, ...(validate(pruned) ? [] : crdProblems(validate.errors ?? [], pruned, object))]
  if (problems.some(({ severity }) => severity === 'error')) return { manifest: null, problems }
  setDefaults(pruned)
  const manifest: unknown = inOrder(pruned)
  return { manifest: manifest as Manifest, problems }
}

/** No field of the CRD is nullable; what is null in a list stays, and is refused. Big integers are numbers to the schema. */
function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value === 'bigint') return Number(value)
  if (!isMap(value)) return value
  const out: JsonMap = {}
  for (const key of Object.keys(value)) {
    const item = value[key] as Json
    if (item !== null) setKey(out, key, withoutNulls(item))
  }
  return out
}

/** The defaults of the CRD, by where they are; a test holds them against the schema. */
export const crdDefaults: { path: string[]; defaults: JsonMap }[] = [
  {
    path: ['spec', 'service', 'gatewayRefs', '*'],
    defaults: { group: 'gateway.networking.k8s.io', kind: 'Gateway' },
  },
  { path: ['spec', 'service', 'mirror', '*', 'backendRef'], defaults: { group: '', kind: 'Service' } },
  { path: ['spec', 'analysis', 'sessionAffinity'], defaults: { maxAge: 86400 } },
]

function setDefaults(canary: JsonMap): void {
  for (const { path, defaults } of crdDefaults) {
    for (const found of mapsAt(canary, path)) {
      for (const [key, value] of Object.entries(defaults)) found[key] ??= value
    }
  }
}

function mapsAt(value: Json | undefined, path: string[]): JsonMap[] {
  const [key, ...rest] = path
  if (key === undefined) return isMap(value) ? [value] : []
  if (key === '*') return Array.isArray(value) ? value.flatMap(item => mapsAt(item, rest)) : []
  return isMap(value) ? mapsAt(value[key], rest) : []
}

function inOrder({ apiVersion = null, kind = null, metadata = null, ...rest }: JsonMap): JsonMap {
  return { apiVersion, kind, metadata, ...rest }
}

/** The stored Canary as Flagger reads it, or why it cannot: the CRD calls numbers what Go has as integers. */
export function readCanary(stored: Manifest): { canary: Canary; problems: Problem[] } {
  const object: ObjectRef = refOf(stored)
  const read = decode(dataOf(stored)['spec'] as JsonMap, canaryTypes.get('CanarySpec'))
  const { name, namespace = '', uid, annotations = {} } = stored.metadata
  const spec: unknown = read.value
  const problems = read.faults.map(({ path, expected, found }) =>
    problem('FL007', { object, path: `/spec${path}` }, `Flagger cannot read ${found} here: it has to be ${expected}.`, {
      help: 'The CRD allows the number, but Flagger stops reading Canaries altogether when it meets it.',
    }),
  )
  return {
    canary: {
      name,
      namespace,
      uid: typeof uid === 'string' ? uid : uidToken,
      annotations,
      spec: spec as CanarySpec,
    },
    problems,
  }
}

/** The uid that the API server gives the Canary. */
const uidToken = 'CANARY-UID'
