import { isMap, type JsonMap } from '../../values/json.ts'
import { applyTypeDefaults } from '../defaults/apply.ts'
import type { Faults } from '../defaults/strategic-diff.ts'
import { toTyped } from '../defaults/typed.ts'
import { differences } from '../differences.ts'
import { lastAppliedTo, type Sides, threeWaySides } from '../fleet/difference.ts'
import { canonical, typeOfObject } from '../fleet/normalize.ts'
import { itemAt, mapAt, textAt, textMapAt } from '../fleet/object.ts'
import { apply, managersOf } from '../structured/apply.ts'
import { shapeOfKind } from '../structured/shape.ts'
import { misfit } from '../structured/walk.ts'
import { compileRemovals, type Removals, trustedManagers } from './ignore.ts'
import type { Application, ArgoInput, ArgoResult } from './input.ts'
import { withoutManaged } from './managed-fields.ts'
import { normalize } from './normalize.ts'
import { readSettings, type Settings } from './settings.ts'
import { asTarget, withMigratedTracking } from './tracking.ts'
import { inVersion } from './versions.ts'
import * as why from './why.ts'

const status = '/status'
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'
const syncOptions = 'argocd.argoproj.io/sync-options'
const serverSideApply = 'ServerSideApply=true'
/** The field manager of Argo CD's own server-side applies. */
const manager = 'argocd-controller'

/** An Application made ready for its objects. */
export interface Comparison {
  application: Application
  settings: Settings
  removals: Removals
  serverSide: boolean
}

export function prepare(application: Application): Comparison | { error: string } {
  const settings = readSettings(application.argocdCm ?? {})
  if ('error' in settings) return settings
  const removals = compileRemovals(application.ignoreDifferences, settings)
  if ('error' in removals) return removals
  return { application, settings, removals, serverSide: (application.syncOptions ?? []).includes(serverSideApply) }
}

/** What Argo CD 3.6 says about one object of an application. */
export function compareArgo(input: ArgoInput): ArgoResult {
  const comparison = prepare(input)
  if ('error' in comparison) return comparison
  return compareObject(comparison, input.git as JsonMap | null, input.live as JsonMap | null)
}

/** Argo CD 3.6, controller/state.go and util/argo/diff/diff.go (StateDiff), with the client-side diff. */
export function compareObject(comparison: Comparison, git: JsonMap | null, live: JsonMap | null): ArgoResult {
  const { application, settings } = comparison
  if (git === null) return { modified: false, paths: [], why: why.onlyLive }
  const target = asTarget(git, application.app, application.appNamespace, settings.tracking, settings.labelKey)
  if (isFailure(target)) return target
  if (live === null) return { modified: true, paths: [''], why: why.onlyGit }
  const converted = inVersion(live, target)
  if (isFailure(converted)) return converted

  const sides = sidesOf(comparison, target, converted)
  if ('error' in sides) return sides
  const paths = differences(sides.predicted, sides.live)
  if (paths.length > 0) return { modified: true, paths, why: why.differs(sides, paths) }
  return { modified: false, paths, why: whySynced(comparison, target, converted) }
}

/** An object may have a field named `error`; a failure has nothing else. */
function isFailure(value: JsonMap | { error: string }): value is { error: string } {
  return typeof value['error'] === 'string' && Object.keys(value).length === 1
}

function sidesOf(comparison: Comparison, target: JsonMap, live: JsonMap): Sides | { error: string } {
  const { application, settings, removals } = comparison
  const migrated = withMigratedTracking(target, live, settings.tracking, settings.labelKey)
  const trusted = trustedManagers(target, application.ignoreDifferences, settings)
  const plain = trusted.length === 0 ? { live: migrated, config: target } : withoutManaged(migrated, target, trusted)

  const config = normalize(canonical(plain.config), removals, settings)
  const current = normalize(canonical(plain.live), removals, settings)
  if ('error' in config) return config
  if ('error' in current) return current
  const faults: Faults = []
  const sides = serverSideWanted(comparison, config.done)
    ? structuredSides(config.done, current.done, faults)
    : threeWay(comparison, config.done, current.done, faults)
  return faults.length === 0 ? sides : { error: `${textAt(target, 'kind')} cannot be compared: ${faults[0]}` }
}

function serverSideWanted({ serverSide }: Comparison, config: JsonMap): boolean {
  const options = textAt(textMapAt(config, 'metadata', 'annotations'), syncOptions)
  return serverSide || options.split(',').some(option => option.trim() === serverSideApply)
}

/** With kubectl's last-applied-configuration what that had and Git has not is a difference too. */
function threeWay({ removals, settings }: Comparison, config: JsonMap, live: JsonMap, faults: Faults): Sides {
  const original = lastAppliedTo(live)
  const normalized = original && normalize(original, removals, settings)
  if (normalized && 'done' in normalized) {
    const failed: Faults = []
    const sides = threeWaySides(normalized.done, config, live, failed)
    if (failed.length === 0) return sides
  }
  return threeWaySides(config, config, live, faults)
}

/** What server-side apply would do, as far as one can tell without the server (gitops-engine, structuredMergeDiff). */
function structuredSides(config: JsonMap, live: JsonMap, faults: Faults): Sides {
  const [apiVersion, kind] = [textAt(config, 'apiVersion'), textAt(config, 'kind')]
  const shape = shapeOfKind(apiVersion, kind)
  const problem = shape ? (misfit(live, shape) ?? misfit(config, shape)) : `the schema of ${kind} is not known here`
  const managers = managersOf(live)
  const foreign = managers.find(other => other.apiVersion !== apiVersion && isServed(other.apiVersion, kind))
  if (problem !== null || shape === null) faults.push(problem ?? '')
  else if (foreign) faults.push(`managedFields in ${foreign.apiVersion} cannot be converted to ${apiVersion}`)
  else {
    const predicted = apply(live, config, shape, managers, manager)
    if (predicted === live) return { live, predicted }
    return { live: prepared(live, faults), predicted: prepared(predicted, faults) }
  }
  return { live, predicted: live }
}

/** Managers of versions that are no longer served are left aside. */
function isServed(apiVersion: string, kind: string): boolean {
  return shapeOfKind(apiVersion, kind) !== null
}

/** Without kubectl's annotation and with defaults (normalizeTypedValue). */
function prepared(object: JsonMap, faults: Faults): JsonMap {
  const metadata = mapAt(object, 'metadata')
  const annotations = itemAt(metadata, 'annotations')
  let bare = object
  if (isMap(annotations) && Object.hasOwn(annotations, lastApplied)) {
    const { [lastApplied]: _, ...rest } = annotations
    bare = { ...object, metadata: { ...metadata, annotations: rest } }
  }
  const type = typeOfObject(bare)
  if (!type) return bare
  if (!toTyped(bare, type)) faults.push('the result of the apply does not fit its type')
  return applyTypeDefaults(bare, type, faults)
}

/** What hides a difference, if anything does: looked for only where a rule is about the object. */
function whySynced(comparison: Comparison, target: JsonMap, live: JsonMap): string {
  const { application, settings, removals } = comparison
  const hides = removals.some(({ applies, written }) => written !== status && applies(target))
  if (!hides && trustedManagers(target, application.ignoreDifferences, settings).length === 0) return why.same
  const bare: Comparison = {
    ...comparison,
    application: { ...application, ignoreDifferences: [] },
    removals: removals.filter(({ written }) => written === status),
    settings: { ...settings, overrides: new Map() },
  }
  const sides = sidesOf(bare, target, live)
  const hidden = 'error' in sides ? [] : differences(sides.predicted, sides.live)
  return hidden.length > 0 ? why.hidden(hidden) : why.same
}
