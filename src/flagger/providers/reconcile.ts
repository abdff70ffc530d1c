import { isMap, type Json, type JsonMap, sameData, setKey } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import { decode } from '../go/decode.ts'
import type { Kind } from '../kinds.ts'
import { type Metadata, meshOwners, type Tick } from '../tick.ts'

/** What a router wants an object to be. */
export interface Wanted {
  metadata: Partial<Metadata>
  spec: object
  /** Fields beside metadata and spec. */
  fields?: JsonMap
}

interface Options {
  /** Fields of the spec that rollouts change, wherever they stand: they are no difference. */
  ignore: ReadonlySet<string>
  /** The metadata of an existing object is left alone. */
  keepMetadata?: boolean
}

/**
 * Creates an object of a router. An existing one is left alone, weights and all, as long as it differs in nothing else;
 * otherwise it is put back to what is wanted.
 */
export function reconcile<T extends Manifest & { spec?: object }>(
  tick: Tick,
  kind: Kind<T>,
  name: string,
  wanted: Wanted,
  options: Options,
): void {
  const existing = tick.world.get(kind, name)
  if (!existing) {
    create(tick, kind, name, wanted)
    return
  }
  const { labels = {}, annotations = {} } = wanted.metadata
  const metadata = options.keepMetadata ? existing.metadata : { ...existing.metadata, labels, annotations }
  const sameMetadata =
    sameData(metadata.labels ?? {}, existing.metadata.labels ?? {}) &&
    sameData(metadata.annotations ?? {}, existing.metadata.annotations ?? {})
  const sameSpec = isSameSpec(kind, wanted.spec, existing.spec, options.ignore)
  if (!sameMetadata || !sameSpec) tick.world.put(kind, { ...existing, metadata, spec: wanted.spec })
}

export function create<T extends Manifest>(tick: Tick, kind: Kind<T>, name: string, wanted: Wanted): void {
  const place = kind.clusterScoped ? {} : { namespace: tick.canary.namespace, ...meshOwners(tick) }
  const object: Manifest = {
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    metadata: { name, ...place, ...wanted.metadata },
    ...wanted.fields,
    spec: wanted.spec,
  }
  tick.world.put<Manifest>(kind, object)
}

/** Whether two specs of a kind are the same to Go, but for the fields that rollouts change. */
export function isSameSpec(
  kind: Kind,
  a: object | undefined,
  b: object | undefined,
  ignore: ReadonlySet<string>,
): boolean {
  const [one, other] = [a, b].map(spec => {
    const { value } = decode({ spec: (spec ?? {}) as JsonMap }, kind.type)
    return withoutKeys(value, ignore)
  })
  return sameData(one, other)
}

function withoutKeys(value: Json, keys: ReadonlySet<string>): Json {
  if (Array.isArray(value)) return value.map(item => withoutKeys(item, keys))
  if (!isMap(value)) return value
  const out: JsonMap = {}
  for (const key of Object.keys(value)) {
    if (!keys.has(key)) setKey(out, key, withoutKeys(value[key] as Json, keys))
  }
  return out
}

/** Go tells empty from absent; some comparisons do not. */
export function withoutEmpty(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutEmpty)
  if (!isMap(value)) return value
  const out: JsonMap = {}
  for (const key of Object.keys(value)) {
    const item = withoutEmpty(value[key] as Json)
    const empty = (Array.isArray(item) && item.length === 0) || (isMap(item) && Object.keys(item).length === 0)
    if (!empty) setKey(out, key, item)
  }
  return out
}

export const weights: ReadonlySet<string> = new Set(['weight'])

/** A spec as data, to be compared. */
export function specData(spec: object | undefined): JsonMap {
  return (spec ?? {}) as JsonMap
}
