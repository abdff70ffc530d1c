import { getKey, isMap, type Json, type JsonMap, setKey } from '../../values/json.ts'
import { type Type, typeOfKind } from '../defaults/schema.ts'
import { toTyped } from '../defaults/typed.ts'
import { applyOperations, applyPointers, type CompareRules, operationsFor, pointersFor } from './compare-patches.ts'
import { groupVersion, mapAt, refOfObject, textAt } from './object.ts'

const roleGroup = 'rbac.authorization.k8s.io'
const podSpec: Type = { pointer: false, is: 'struct', name: 'PodSpec' }

/** The type of a built-in object, null for custom resources. */
export function typeOfObject(object: JsonMap): Type | null {
  return typeOfKind(textAt(object, 'apiVersion'), textAt(object, 'kind'))
}

/**
 * One side of the comparison as Fleet looks at it (Fleet 0.16, internal/diff/diff.go, Normalize, after desiredset/diff.go,
 * newNormalizers). `notes` says which entries of comparePatches did not apply.
 */
export function normalize(object: JsonMap, rules: CompareRules, notes: string[]): JsonMap {
  let out = byKind(withoutFields(object))
  out = applyPointers(out, pointersFor(rules, out), notes)
  if (textAt(out, 'kind') === '') return out
  const rollout = canonicalRollout(out)
  return rollout ? applyOperations(rollout, operationsFor(rules, rollout), notes) : out
}

/** A built-in object as its Go type writes it again, unless it has fields that the type lacks (remarshal). */
export function canonical(object: JsonMap): JsonMap {
  const type = typeOfObject(object)
  const typed = type && toTyped(object, type, true)
  return typed ? onlyFieldsOf(object, typed) : object
}

/** What `live` has of the fields of `config`; list items beyond those of `config` stay (internal/diff/json/json.go). */
export function onlyFieldsOf(config: JsonMap, live: JsonMap): JsonMap {
  const out: JsonMap = {}
  for (const key of Object.keys(config)) {
    const value = getKey(live, key)
    if (value !== undefined) setKey(out, key, commonFields(config[key] as Json, value))
  }
  return out
}

export function onlyItemsOf(config: Json[], live: Json[]): Json[] {
  return live.map((item, i) => commonFields(config[i] ?? null, item))
}

function commonFields(config: Json, live: Json): Json {
  if (isMap(config) && isMap(live)) return onlyFieldsOf(config, live)
  return Array.isArray(config) && Array.isArray(live) ? onlyItemsOf(config, live) : live
}

function withoutFields(object: JsonMap): JsonMap {
  const { status: _, ...rest } = object
  if (!Object.hasOwn(mapAt(object, 'metadata'), 'creationTimestamp')) return rest
  const { creationTimestamp: __, ...metadata } = mapAt(object, 'metadata')
  return { ...rest, metadata }
}

function byKind(object: JsonMap): JsonMap {
  const { apiVersion, kind } = refOfObject(object)
  const group = groupVersion(apiVersion)?.group
  if (group === '' && kind === 'Secret') return encodeSecret(object)
  if (group === roleGroup && (kind === 'Role' || kind === 'ClusterRole')) return withoutEmptyRules(object)
  return object
}

/** stringData as the API server stores it (NormalizeSecret). */
function encodeSecret(object: JsonMap): JsonMap {
  const typed = toTyped(object, { pointer: false, is: 'struct', name: 'Secret' })
  if (!typed) return object
  const { stringData, ...rest } = object
  const texts = Object.entries(mapAt(typed, 'stringData')).map(([key, text]) => [key, base64(String(text))])
  const data = Object.entries(mapAt(typed, 'data')).map(([key, value]) => [key, value ?? ''])
  if (data.length + texts.length === 0) return object
  return {
    ...rest,
    ...(texts.length === 0 && stringData !== undefined ? { stringData } : {}),
    data: Object.fromEntries([...data, ...texts]),
  }
}

/** A text as Kubernetes stores it in a Secret. */
export function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), byte => String.fromCharCode(byte)).join(''))
}

/** Rules that are empty, or that a controller collects (normalizeRole). */
function withoutEmptyRules(object: JsonMap): JsonMap {
  const { rules, aggregationRule } = object
  const empty = Array.isArray(rules) && rules.length === 0
  return isMap(aggregationRule) || empty ? { ...object, rules: null } : object
}

/** The pod template of an Argo Rollout as its Go type writes it; null when the type cannot hold it. */
function canonicalRollout(object: JsonMap): JsonMap | null {
  const { apiVersion, kind } = refOfObject(object)
  if (kind !== 'Rollout' || groupVersion(apiVersion)?.group !== 'argoproj.io') return object
  const template = mapAt(mapAt(object, 'spec'), 'template')
  const pod = getKey(template, 'spec')
  if (!isMap(pod)) return object
  const typed = toTyped(pod, podSpec)
  if (!typed) return null
  return { ...object, spec: { ...mapAt(object, 'spec'), template: { ...template, spec: typed } } }
}
