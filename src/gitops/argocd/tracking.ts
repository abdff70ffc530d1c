import { getKey, isMap, type Json, type JsonMap, setKey } from '../../values/json.ts'
import { groupOf, type Manifest } from '../../values/manifest.ts'
import { isNamespacedKind } from '../defaults/kinds.ts'
import { itemAt, mapAt, textAt, textMapAt } from '../fleet/object.ts'
import type { TrackingMethod } from './settings.ts'

export const trackingAnnotation = 'argocd.argoproj.io/tracking-id'
const installationAnnotation = 'argocd.argoproj.io/installation-id'
export const instanceLabel = 'app.kubernetes.io/instance'
const maxLabel = 63

/** What a tracking-id says: `<app>:<group>/<kind>:<namespace>/<name>`. */
export interface TrackedAs {
  app: string
  group: string
  kind: string
  namespace: string
  name: string
}

/** What the tracking-id of an object of Git would be (Argo CD 3.6, util/argo/resource_tracking.go). */
export function trackedAs(object: JsonMap, app: string, appNamespace: string): TrackedAs {
  return {
    app,
    group: groupOf(textAt(object, 'apiVersion')),
    kind: textAt(object, 'kind'),
    namespace: textAt(object, 'metadata', 'namespace') || appNamespace,
    name: textAt(object, 'metadata', 'name'),
  }
}

export function trackingId({ app, group, kind, namespace, name }: TrackedAs): string {
  return `${app}:${group}/${kind}:${namespace}/${name}`
}

export function readTrackingId(text: string): TrackedAs | null {
  const [app, groupKind, ...rest] = text.split(':')
  const [group, kind, ...moreKind] = (groupKind ?? '').split('/')
  const [namespace, name, ...moreName] = rest.join(':').split('/')
  if (app === undefined || rest.length === 0 || moreKind.length + moreName.length > 0) return null
  if (group === undefined || kind === undefined || namespace === undefined || name === undefined) return null
  return { app, group, kind, namespace, name }
}

/** The application that an object's tracking data names, `''` for none. */
export function trackedApp(live: Manifest | JsonMap, method: TrackingMethod, labelKey = instanceLabel): string {
  const object = live as JsonMap
  if (method === 'label') return textAt(textMapAt(object, 'metadata', 'labels'), labelKey)
  const id = textAt(textMapAt(object, 'metadata', 'annotations'), trackingAnnotation)
  return readTrackingId(id)?.app ?? ''
}

/**
 * Is the live object what its tracking data speaks of, and not a copy that inherited them? A copy has no sync status and is
 * never pruned (Argo CD 3.6, controller/state.go, isSelfReferencedObj). `git` is the object with its namespace set.
 */
export function selfReferenced(
  live: Manifest | JsonMap | null,
  git: Manifest | JsonMap | null,
  app: string,
  method: TrackingMethod,
): boolean {
  if (live === null || method === 'label') return true
  const object = live as JsonMap
  if (git !== null) return isAbout(trackedAs(git as JsonMap, app, ''), object)
  const tracked = readTrackingId(textAt(textMapAt(object, 'metadata', 'annotations'), trackingAnnotation))
  return tracked === null || isAbout(tracked, object)
}

function isAbout(tracked: TrackedAs, object: JsonMap): boolean {
  const namespace = textAt(object, 'metadata', 'namespace')
  return (
    (namespace === '' || namespace === tracked.namespace) &&
    textAt(object, 'metadata', 'name') === tracked.name &&
    groupOf(textAt(object, 'apiVersion')) === tracked.group &&
    textAt(object, 'kind') === tracked.kind
  )
}

/**
 * Git's object as Argo CD compares it: with the destination namespace (none for kinds that live in none) and the tracking data
 * (Argo CD 3.6, reposerver GenerateManifests and controller/state.go, NormalizeTargetObjects).
 */
export function asTarget(
  git: JsonMap,
  app: string,
  appNamespace: string,
  method: TrackingMethod,
  labelKey: string,
): JsonMap | { error: string } {
  const namespaced = isNamespacedKind(textAt(git, 'apiVersion'), textAt(git, 'kind')) !== false
  const { namespace: own, ...metadata } = mapAt(git, 'metadata')
  const namespace = namespaced ? (typeof own === 'string' && own !== '' ? own : appNamespace) : ''
  const placed: JsonMap = { ...git, metadata: namespace === '' ? metadata : { ...metadata, namespace } }
  if (!isMap(getKey(git, 'metadata'))) return { error: 'the object has no metadata' }
  return isCrd(git) ? placed : tracked(placed, app, appNamespace, method, labelKey)
}

function tracked(
  object: JsonMap,
  app: string,
  appNamespace: string,
  method: TrackingMethod,
  labelKey: string,
): JsonMap | { error: string } {
  const id = trackingId(trackedAs(object, app, appNamespace))
  const [annotations, labels] = [textsOf(object, 'annotations'), textsOf(object, 'labels')]
  if (method !== 'label' && annotations === null) return unreadable(object, 'annotations')
  if (method !== 'annotation' && labels === null) return unreadable(object, 'labels')
  const metadata: JsonMap = { ...mapAt(object, 'metadata') }
  if (method !== 'label') {
    const { [installationAnnotation]: _, ...rest } = annotations ?? {}
    metadata['annotations'] = { ...rest, [trackingAnnotation]: id }
  }
  if (method !== 'annotation') {
    metadata['labels'] = { ...labels, [labelKey]: method === 'label' ? app : shortLabel(app) }
  }
  return { ...object, metadata }
}

function shortLabel(app: string): string {
  return app.length <= maxLabel ? app : app.slice(0, maxLabel).replace(/[^a-zA-Z0-9]+$/, '')
}

function unreadable(object: JsonMap, field: string): { error: string } {
  return {
    error: `metadata.${field} of ${textAt(object, 'kind')} ${textAt(object, 'metadata', 'name')} must be a map of texts`,
  }
}

/** A map of texts, `{}` when absent or null, null when it is something else. */
function textsOf(object: JsonMap, field: string): JsonMap | null {
  const value: Json = itemAt(object, 'metadata', field) ?? null
  if (value === null) return {}
  return isMap(value) && Object.values(value).every(item => typeof item === 'string') ? value : null
}

function isCrd(object: JsonMap): boolean {
  return (
    textAt(object, 'kind') === 'CustomResourceDefinition' &&
    groupOf(textAt(object, 'apiVersion')) === 'apiextensions.k8s.io'
  )
}

/**
 * A live object that only carries the instance label was last synced under label tracking: it is taken as tracked, and a label
 * that Git lacks is no difference (Argo CD 3.6, resource_tracking.go, Normalize).
 */
export function withMigratedTracking(
  config: JsonMap,
  live: JsonMap,
  method: TrackingMethod,
  labelKey: string,
): JsonMap {
  const labels = textsOf(live, 'labels')
  if (method === 'label' || labels === null || !getKey(labels, labelKey) || isCrd(live)) return live
  const [annotations, wanted, wantedLabels] = [
    textsOf(live, 'annotations'),
    textsOf(config, 'annotations'),
    textsOf(config, 'labels'),
  ]
  if (annotations === null || wanted === null) return live
  const metadata: JsonMap = { ...mapAt(live, 'metadata') }
  if (!getKey(annotations, trackingAnnotation)) {
    metadata['annotations'] = { ...annotations, [trackingAnnotation]: getKey(wanted, trackingAnnotation) ?? '' }
  }
  if (wantedLabels !== null && !getKey(wantedLabels, labelKey)) {
    const kept: JsonMap = {}
    for (const key of Object.keys(labels)) if (key !== labelKey) setKey(kept, key, getKey(labels, key) ?? '')
    if (Object.keys(kept).length > 0) metadata['labels'] = kept
    else delete metadata['labels']
  }
  return { ...live, metadata }
}
