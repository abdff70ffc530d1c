import { compare } from '../../values/finding.ts'
import { ignoreRules, respectIgnored } from '../argocd/application.ts'
import type { IgnoreDifference } from '../argocd/input.ts'
import type { ComparePatch } from '../fleet/compare-patches.ts'
import { type FluxIgnore, fluxIgnoreRules } from '../flux/ignore.ts'
import type { Waiver } from './settle.ts'
import type { ToolName } from './tools.ts'

/**
 * Waivers as `diff.comparePatches`: pointers, because each fails by itself, and an operation where only that can. Since Fleet 0.15
 * the name of an `ignore` is a regular expression that fits anywhere in a name (desiredset/diff.go), so it is tied down.
 */
export function comparePatchesOf(waivers: readonly Waiver[], fleetVersion = '0.16'): ComparePatch[] {
  const byObject = new Map<string, ComparePatch>()
  for (const { object, what } of waivers) {
    const { apiVersion, kind, namespace, name } = object
    const isAbsent = 'absent' in what
    const id = [apiVersion, kind, namespace, name, isAbsent].join('|')
    const identity = { apiVersion, kind, ...(namespace === '' ? {} : { namespace }) }
    if (isAbsent) {
      const only = isAtLeast(fleetVersion, 15) ? `^${name.replaceAll('.', '\\.')}$` : name
      byObject.set(id, { ...identity, name: only, operations: [{ op: 'ignore' }] })
    } else if ('pointer' in what) {
      const known = byObject.get(id)?.jsonPointers ?? []
      byObject.set(id, { ...identity, name, jsonPointers: [...new Set([...known, what.pointer])].sort(compare) })
    }
  }
  return [...byObject].sort(([a], [b]) => compare(a, b)).map(([, patch]) => patch)
}

function isAtLeast(version: string, minor: number): boolean {
  const [major = 0, own = 0] = version.replace(/^v/, '').split('.').map(Number)
  return major > 0 || own >= minor
}

/** Waivers as `spec.ignoreDifferences`; no rule there makes up for an object that is not there. */
export function ignoreDifferencesOf(waivers: readonly Waiver[]): IgnoreDifference[] {
  return ignoreRules(waivers.flatMap(({ object, what }) => ('absent' in what ? [] : [{ object, field: what }])))
}

/** Waivers as `ignore` of a Kustomization or of a HelmRelease's drift detection. */
export function fluxIgnoresOf(waivers: readonly Waiver[]): FluxIgnore[] {
  return fluxIgnoreRules(waivers.flatMap(({ object, what }) => ('pointer' in what ? [{ object, ...what }] : [])))
}

/** A tool's rules for some waivers, as data. */
export function rulesOf(tool: ToolName, version: string, waivers: readonly Waiver[]): object[] {
  if (tool === 'fleet') return comparePatchesOf(waivers, version)
  return tool === 'argocd' ? ignoreDifferencesOf(waivers) : fluxIgnoresOf(waivers)
}

/** The rules in their place: a part of fleet.yaml, of an Application or of a Kustomization. */
export function rulesInPlace(tool: ToolName, version: string, waivers: readonly Waiver[]): object {
  const rules = rulesOf(tool, version, waivers)
  if (tool === 'fleet') return { diff: { comparePatches: rules } }
  if (tool === 'flux') return { spec: { ignore: rules } }
  const syncOptions = rules.length > 0 ? [respectIgnored] : []
  return { spec: { ignoreDifferences: rules, syncPolicy: { syncOptions } } }
}
