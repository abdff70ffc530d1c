import { getKey, isMap, type JsonMap, sameData } from '../../values/json.ts'
import { applyTypeDefaults } from '../defaults/apply.ts'
import type { Type } from '../defaults/schema.ts'
import type { Faults } from '../defaults/strategic-diff.ts'
import { strategicMerge, strategicThreeWay } from '../defaults/strategic-merge.ts'
import type { CompareRules } from './compare-patches.ts'
import { mergePatch, threeWayMergePatch } from './merge-patch.ts'
import { canonical, normalize, onlyFieldsOf, onlyItemsOf, typeOfObject } from './normalize.ts'
import { itemAt, mapAt, textAt, textMapAt } from './object.ts'
import { withoutInjectedBundle } from './webhooks.ts'

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'
const ownAnnotations = 'objectset.rio.cattle.io/'

/** The live object as it is, and as it would be after Git's object was applied to it. */
export interface Sides {
  live: JsonMap
  predicted: JsonMap
}

/**
 * The first look: what applying Git's object would change, as a patch; empty when nothing (Fleet 0.16,
 * desiredset/desiredset_compare.go). Fields that only the cluster has do not count, nor does Fleet's own bookkeeping.
 */
export function firstLook(desired: JsonMap, live: JsonMap, faults: Faults): JsonMap {
  const type = typeOfObject(desired)
  const patch = type ? strategicThreeWay({}, desired, live, type, faults) : threeWayMergePatch({}, desired, live)
  const { kind: _kind, apiVersion: _apiVersion, status: _status, metadata, ...rest } = patch
  if (!isMap(metadata)) return metadata === undefined ? rest : { ...rest, metadata }
  const { creationTimestamp: _time, annotations, ...others } = metadata
  const kept = isMap(annotations) ? withoutOwn(annotations) : annotations
  const full = kept === undefined ? others : { ...others, annotations: kept }
  return Object.keys(full).length > 0 ? { ...rest, metadata: full } : rest
}

/**
 * The second look, on both sides normalised and defaulted (Fleet 0.16, internal/diff/diff.go, a copy of Argo CD's). With
 * kubectl's last-applied-configuration on the live object, what that had and Git has not is drift too.
 */
export function secondLook(
  desired: JsonMap,
  live: JsonMap,
  rules: CompareRules,
  notes: string[],
  faults: Faults,
): Sides {
  const config = normalize(canonical(desired), rules, notes)
  const current = normalize(canonical(withoutInjectedBundle(desired, live)), rules, notes)
  const original = lastAppliedTo(current)
  if (original) {
    const failed: Faults = []
    const sides = threeWay(normalize(original, rules, []), config, current, failed)
    if (failed.length === 0) return sides
  }
  return threeWay(config, config, current, faults)
}

export function isModified({ live, predicted }: Sides): boolean {
  return !sameData(live, predicted)
}

function threeWay(original: JsonMap, desired: JsonMap, live: JsonMap, faults: Faults): Sides {
  const sides = threeWaySides(original, desired, live, faults)
  if (textAt(sides.predicted, 'kind') === '') faults.push("Object 'Kind' is missing")
  return sides
}

/** The live object as `kubectl apply` would leave it, and as it is, both with defaults (ThreeWayDiff of gitops-engine). */
export function threeWaySides(original: JsonMap, desired: JsonMap, live: JsonMap, faults: Faults): Sides {
  const [before, config] = [withoutNamespace(original), withoutNamespace(desired)]
  const type = typeOfObject(before)
  return type ? typedSides(before, config, live, type, faults) : customSides(before, config, live)
}

function typedSides(original: JsonMap, config: JsonMap, live: JsonMap, type: Type, faults: Faults): Sides {
  const patch = strategicThreeWay(original, config, withClaimFieldsOf(original, live), type, faults)
  // An empty patch predicts what is there: the defaults of both sides are the same.
  if (faults.length > 0 || Object.keys(patch).length === 0) return { live, predicted: live }
  return {
    live: applyTypeDefaults(live, type, faults),
    predicted: applyTypeDefaults(strategicMerge(live, patch, type, faults), type, faults),
  }
}

function customSides(original: JsonMap, config: JsonMap, live: JsonMap): Sides {
  return { live, predicted: mergePatch(live, threeWayMergePatch(original, config, onlyFieldsOf(original, live))) }
}

/** The API server fills the claims of a StatefulSet in a way that no client repeats (statefulSetWorkaround). */
function withClaimFieldsOf(original: JsonMap, live: JsonMap): JsonMap {
  if (textAt(original, 'kind') !== 'StatefulSet') return live
  const [config, current] = [original, live].map(object => itemAt(object, 'spec', 'volumeClaimTemplates'))
  if (!Array.isArray(config) || !Array.isArray(current)) return live
  return { ...live, spec: { ...mapAt(live, 'spec'), volumeClaimTemplates: onlyItemsOf(config, current) } }
}

/** What kubectl applied last, or null. */
export function lastAppliedTo(live: JsonMap): JsonMap | null {
  const text = getKey(textMapAt(live, 'metadata', 'annotations'), lastApplied)
  if (typeof text !== 'string') return null
  try {
    const object = JSON.parse(text)
    return isMap(object) && textAt(object, 'kind') !== '' ? object : null
  } catch {
    return null
  }
}

function withoutNamespace(object: JsonMap): JsonMap {
  const metadata = getKey(object, 'metadata')
  if (!isMap(metadata)) return object
  const { namespace: _, ...rest } = metadata
  const { annotations, ...others } = rest
  const empty = annotations === null || (isMap(annotations) && Object.keys(annotations).length === 0)
  return { ...object, metadata: empty ? others : rest }
}

function withoutOwn(annotations: JsonMap): JsonMap | undefined {
  const rest = Object.entries(annotations).filter(([key]) => !key.startsWith(ownAnnotations))
  return rest.length > 0 ? Object.fromEntries(rest) : undefined
}
