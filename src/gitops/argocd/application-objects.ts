import { compare, type ObjectRef } from '../../values/finding.ts'
import { isMap, type Json, type JsonMap } from '../../values/json.ts'
import { groupOf, type Manifest } from '../../values/manifest.ts'
import type { Pointer } from '../../values/pointer.ts'
import { isNamespacedKind } from '../defaults/kinds.ts'
import { itemAt, mapAt, refOfObject, textAt, textMapAt } from '../fleet/object.ts'
import { type Comparison, compareObject, prepare } from './compare.ts'
import type { Application } from './input.ts'
import { selfReferenced, trackedApp } from './tracking.ts'
import * as why from './why.ts'

export interface Verdict extends ObjectRef {
  verdict: 'synced' | 'modified' | 'missing' | 'notOwned' | 'extra'
  /** What differs between what Argo CD expects and what it sees. */
  paths: Pointer[]
  why: string
}

export interface ArgoVerdicts {
  objects: Verdict[]
  /** ComparisonError: Argo CD has no verdict on any object. */
  error: string | null
}

/**
 * What Argo CD 3.6 says about the objects of an application (controller/state.go, CompareAppState; gitops-engine,
 * sync/reconcile.go). Of the live objects only those count that Git names or that are tracked by this application.
 */
export function compareApplication(application: Application, git: Manifest[], live: Manifest[]): ArgoVerdicts {
  const comparison = prepare(application)
  if ('error' in comparison) return { objects: [], error: comparison.error }
  const namespace = application.appNamespace
  const lives = new Map((live as JsonMap[]).map(object => [idOf(object, ''), object]))
  // Of an object that Git has twice Argo CD keeps the last.
  const targets = new Map((git as JsonMap[]).map(object => [idOf(object, namespace), object]))
  const objects: Verdict[] = []
  for (const [id, target] of targets) {
    const found = lives.get(id) ?? null
    lives.delete(id)
    const verdict = verdictOn(comparison, target, found)
    if ('error' in verdict) return { objects: [], error: verdict.error }
    objects.push(verdict)
  }
  for (const object of lives.values()) {
    if (isTracked(comparison, object)) objects.push(verdictOnExtra(comparison, object))
  }
  return { objects: objects.sort(byRef), error: null }
}

function verdictOn(comparison: Comparison, target: JsonMap, live: JsonMap | null): Verdict | { error: string } {
  const ref = { ...refOfObject(target), namespace: placeOf(target, comparison.application.appNamespace) }
  const result = compareObject(comparison, target, live)
  if ('error' in result) return { error: result.error }
  const { modified, paths } = result
  if (isHook(target)) return { ...ref, verdict: 'synced', paths: [], why: why.hook }
  if (live === null) return { ...ref, verdict: 'missing', paths, why: result.why }
  return { ...ref, verdict: modified ? 'modified' : 'synced', paths, why: result.why }
}

function verdictOnExtra({ application, settings }: Comparison, live: JsonMap): Verdict {
  const ref = refOfObject(live)
  if (!selfReferenced(live, null, application.app, settings.tracking)) {
    return { ...ref, verdict: 'notOwned', paths: [], why: why.copied }
  }
  const options = textAt(textMapAt(live, 'metadata', 'annotations'), 'argocd.argoproj.io/compare-options')
  const ignored = options.split(',').some(option => option.trim() === 'IgnoreExtraneous')
  return { ...ref, verdict: 'extra', paths: [], why: ignored ? why.extraneous : why.extra }
}

/** An object with an owner is never an application's (controller/cache/cache.go). */
function isTracked({ application, settings }: Comparison, live: JsonMap): boolean {
  const owners: Json | undefined = itemAt(live, 'metadata', 'ownerReferences')
  if (Array.isArray(owners) && owners.length > 0) return false
  return trackedApp(live, settings.tracking, settings.labelKey) === application.app
}

const hookAnnotations = ['argocd.argoproj.io/hook', 'helm.sh/hook']

/** Hooks run beside a sync; `Skip` alone keeps an object out of it (gitops-engine, sync/hook). */
function isHook(object: JsonMap): boolean {
  const annotations = mapAt(mapAt(object, 'metadata'), 'annotations')
  return hookAnnotations.some(name => isMap(annotations) && textAt(annotations, name) !== '')
}

function idOf(object: JsonMap, namespace: string): string {
  const { apiVersion, kind, name } = refOfObject(object)
  return [groupOf(apiVersion), kind, placeOf(object, namespace), name].join('\n')
}

/** The namespace an object is in, `''` for kinds that live in none. */
function placeOf(object: JsonMap, namespace: string): string {
  const ref = refOfObject(object)
  return isNamespacedKind(ref.apiVersion, ref.kind) === false ? '' : ref.namespace || namespace
}

function byRef(a: ObjectRef, b: ObjectRef): number {
  return (
    compare(a.apiVersion, b.apiVersion) ||
    compare(a.kind, b.kind) ||
    compare(a.namespace, b.namespace) ||
    compare(a.name, b.name)
  )
}
