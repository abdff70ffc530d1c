import type { ObjectRef } from '../../values/finding.ts'
import { isMap, type Json, type JsonMap } from '../../values/json.ts'
import type { Manifest } from '../../values/manifest.ts'
import type { Pointer } from '../../values/pointer.ts'
import type { Faults } from '../defaults/strategic-diff.ts'
import { type ComparePatch, type CompareRules, compileRules, isIgnored } from './compare-patches.ts'
import { firstLook, isModified, secondLook } from './difference.ts'
import { createMergePatch } from './merge-patch.ts'
import { byRef, refOfObject } from './object.ts'
import { changedPaths } from './paths.ts'
import { type Plan, planBundle } from './plan.ts'
import { releaseObjects, takeApart } from './release.ts'
import { autoscalersOf, withoutScaledReplicas } from './replicas.ts'
import { withoutBundleInPatch } from './webhooks.ts'
import * as why from './why.ts'

export interface FleetInput {
  git: Manifest[]
  live: Manifest[]
  /** The manifests of the release before this one; only objects that it held can be extra. */
  previous?: Manifest[]
  /** The name of the BundleDeployment, which is the Bundle's. */
  bundle: string
  /** Where objects without a namespace go. */
  defaultNamespace: string
  comparePatches: ComparePatch[]
}

export interface Verdict extends ObjectRef {
  verdict: 'synced' | 'modified' | 'missing' | 'notOwned' | 'extra'
  /** What differs, or all that a patch of Fleet names. */
  paths: Pointer[]
  /** The patch that Fleet reports: it would bring the cluster back to Git. */
  patch?: JsonMap
  why: string
}

export interface FleetVerdicts {
  objects: Verdict[]
  /** Why Fleet has no verdict at all. */
  error: string | null
}

const noRules: CompareRules = { pointers: [], operations: new Map(), ignores: [] }

/**
 * What Fleet 0.16 says about the drift of a bundle: the body of updateFromPreviousDeployment (internal/cmd/agent/deployer,
 * monitor/updatestatus.go). One object that cannot be compared leaves the whole bundle without a verdict.
 */
export function compareFleet(input: FleetInput): FleetVerdicts {
  const { bundle, defaultNamespace } = input
  const live = input.live.map(toData).flatMap(takeApart)
  const release = releaseObjects(input.git.map(toData), bundle)
  const previous = releaseObjects((input.previous ?? []).map(toData), bundle)
  const compiled = compileRules(input.comparePatches)
  if ('error' in compiled) return { objects: [], error: compiled.error }

  const plan = planBundle(release, live, bundle, defaultNamespace || 'default')
  const autoscalers = autoscalersOf(plan.update.map(update => update.live))
  const objects: Verdict[] = []
  for (const update of plan.update) {
    const result = compareObject(update, compiled.done, autoscalers)
    if (typeof result === 'string') return { objects: [], error: result }
    objects.push(result)
  }
  objects.push(...notFound(plan, compiled.done, live), ...extra(plan, previous))
  return { objects: objects.sort(byRef), error: null }
}

function compareObject(
  { ref, desired, written, live }: Plan['update'][number],
  rules: CompareRules,
  autoscalers: JsonMap[],
): Verdict | string {
  const faults: Faults = []
  const first = firstLook(desired, live, faults)
  if (faults.length > 0) return why.failed(ref, faults)
  if (Object.keys(first).length === 0) return synced(ref, why.same)
  if (!written) return modified(ref, first, changedPaths(live, first), why.unmatched)

  const notes: string[] = []
  const sides = secondLook(written, live, rules, notes, faults)
  if (faults.length > 0) return why.failed(ref, faults)
  if (!isModified(sides)) return synced(ref, differenceHidden(written, live))

  const patch = createMergePatch(sides.live, sides.predicted)
  const checked = withoutBundleInPatch(patch, written, live)
  if (!checked) return synced(ref, why.injected)
  const scaled = withoutScaledReplicas(checked, live, autoscalers)
  if ('error' in scaled) return why.failed(ref, [scaled.error])
  const { patch: rest, by } = scaled.done
  if (!rest) return synced(ref, by ? why.scaled(by) : why.same)
  const paths = changedPaths(sides.live, rest, sides.predicted)
  return modified(ref, rest, paths, why.differs(sides, paths, by, notes))
}

/** What hides a difference that the first look sees: the rules, or only the defaults and the writing of values. */
function differenceHidden(written: JsonMap, live: JsonMap): string {
  const sides = secondLook(written, live, noRules, [], [])
  return isModified(sides)
    ? why.hidden(changedPaths(sides.live, createMergePatch(sides.live, sides.predicted)))
    : why.same
}

function notFound(plan: Plan, rules: CompareRules, live: JsonMap[]): Verdict[] {
  const versions = why.versionsIn(live)
  return plan.create.map(({ ref, exists }) => {
    if (isIgnored(rules, ref)) return synced(ref, why.ignored(exists))
    const verdict = exists ? 'notOwned' : 'missing'
    return { ...ref, verdict, paths: [], why: exists ? why.notOwned : why.missing(ref, versions) }
  })
}

/** Operators copy labels, so only what an earlier release held, whatever its namespace, is taken for a leftover. */
function extra(plan: Plan, previous: JsonMap[]): Verdict[] {
  const held = new Set(previous.map(refOfObject).map(({ kind, name }) => `${kind}/${name}`))
  return plan.extra
    .filter(({ kind, name }) => held.has(`${kind}/${name}`))
    .map(ref => ({ ...ref, verdict: 'extra', paths: [], why: why.extra }))
}

function synced(ref: ObjectRef, reason: string): Verdict {
  return { ...ref, verdict: 'synced', paths: [], why: reason }
}

function modified(ref: ObjectRef, patch: JsonMap, paths: Pointer[], reason: string): Verdict {
  return { ...ref, verdict: 'modified', paths, patch, why: reason }
}

/** Fleet holds numbers as doubles here, so integers that a double cannot keep are rounded as it rounds them. */
function toData(manifest: Manifest): JsonMap {
  return rounded(manifest as JsonMap) as JsonMap
}

function rounded(value: Json): Json {
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.some(hasBigint) ? value.map(rounded) : value
  if (!isMap(value) || !hasBigint(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rounded(item)]))
}

function hasBigint(value: Json): boolean {
  if (typeof value === 'bigint') return true
  if (Array.isArray(value)) return value.some(hasBigint)
  return isMap(value) && Object.values(value).some(hasBigint)
}
