import { compare, type ObjectRef } from '../../values/finding.ts'
import type { JsonMap } from '../../values/json.ts'
import { groupOf } from '../../values/manifest.ts'
import type { Pointer } from '../../values/pointer.ts'
import { compileGoRegexp } from '../fleet/go-regexp.ts'
import { removeAt } from '../fleet/json-patch.ts'
import { groupVersion, textAt } from '../fleet/object.ts'

/**
 * A rule of `Kustomization.spec.ignore` (kustomize-controller 1.9) or `HelmRelease.spec.driftDetection.ignore`: the target's
 * fields are regular expressions over the whole name.
 */
export interface FluxIgnore {
  paths: Pointer[]
  target?: { group?: string; version?: string; kind?: string; name?: string; namespace?: string }
}

/** Rules for fields that another writer owns, one an object, in a stable order. */
export function fluxIgnoreRules(fields: { object: ObjectRef; pointer: Pointer }[]): FluxIgnore[] {
  const byObject = new Map<string, { object: ObjectRef; paths: Set<Pointer> }>()
  for (const { object, pointer } of fields) {
    const id = [groupOf(object.apiVersion), object.kind, object.namespace, object.name].join('\n')
    const entry = byObject.get(id) ?? { object, paths: new Set() }
    byObject.set(id, entry)
    entry.paths.add(pointer)
  }
  return [...byObject]
    .sort(([a], [b]) => compare(a, b))
    .map(([, { object, paths }]) => ({ paths: [...paths].sort(compare), target: targetOf(object) }))
}

function targetOf({ apiVersion, kind, name, namespace }: ObjectRef): NonNullable<FluxIgnore['target']> {
  const group = groupOf(apiVersion)
  return {
    ...(group === '' ? {} : { group }),
    kind,
    name: exactly(name),
    ...(namespace === '' ? {} : { namespace: exactly(namespace) }),
  }
}

function exactly(name: string): string {
  return `^${name.replaceAll('.', '\\.')}$`
}

/** The object without what the rules ignore; a path that it does not have is skipped. */
export function withoutIgnored(object: JsonMap, rules: FluxIgnore[]): JsonMap {
  let current = object
  for (const { paths, target } of rules) {
    if (!isTargeted(object, target)) continue
    for (const path of paths) {
      const result = removeAt(current, path)
      if ('done' in result) current = result.done
    }
  }
  return current
}

function isTargeted(object: JsonMap, target: FluxIgnore['target']): boolean {
  if (target === undefined) return true
  const api = groupVersion(textAt(object, 'apiVersion'))
  const own: Record<string, string> = {
    group: api?.group ?? '',
    version: api?.version ?? '',
    kind: textAt(object, 'kind'),
    name: textAt(object, 'metadata', 'name'),
    namespace: textAt(object, 'metadata', 'namespace'),
  }
  return Object.entries(target).every(([field, pattern]) => pattern === '' || fits(pattern, own[field] ?? ''))
}

/** Anchored at both ends, as kustomize's selectors are. */
function fits(pattern: string, text: string): boolean {
  return compileGoRegexp(`^(?:${pattern.replace(/^\^/, '').replace(/\$$/, '')})$`)?.test(text) ?? false
}
