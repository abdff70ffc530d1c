import type { ObjectRef } from '../../values/finding.ts'
import type { JsonMap } from '../../values/json.ts'
import { compileGlob } from './glob.ts'
import { compileGoRegexp } from './go-regexp.ts'
import { applyOperation, type Outcome, removeAt } from './json-patch.ts'
import { groupVersion, kindId, nameId, refOfObject } from './object.ts'

/** An operation as fleet.yaml has it: no `from`, and any value is a text. */
export interface Operation {
  op?: string
  path?: string
  value?: string
}

/** An entry of `diff.comparePatches` in fleet.yaml. */
export interface ComparePatch {
  apiVersion?: string
  kind?: string
  namespace?: string
  name?: string
  jsonPointers?: string[]
  operations?: Operation[]
}

/** Entries made ready for many objects (Fleet 0.16, desiredset/diff.go and internal/normalizers/diff_normalizer.go). */
export interface CompareRules {
  pointers: PointerRule[]
  /** Operations by exact kind and name: all entries of an object make one chain. */
  operations: Map<string, Operation[]>
  ignores: IgnoreRule[]
}

/** jsonPointers match the group and the kind by glob, never the version, and any name or namespace that is not given. */
interface PointerRule {
  group: RegExp | null
  kind: RegExp | null
  namespace: string
  name: string
  path: string
}

/** `op: ignore` matches the kind with its version and the namespace exactly, the name also as a regular expression. */
interface IgnoreRule {
  kindId: string
  namespace: string
  name: string
  pattern: RegExp
}

export function compileRules(patches: ComparePatch[]): Outcome<CompareRules> {
  const rules: CompareRules = { pointers: [], operations: new Map(), ignores: [] }
  for (const { apiVersion = '', kind = '', namespace = '', name = '', jsonPointers, operations } of patches) {
    const parsed = groupVersion(apiVersion)
    if (!parsed) return { error: `unexpected GroupVersion string: ${apiVersion}` }
    if (jsonPointers && jsonPointers.length > 0) {
      const match = { group: compileGlob(parsed.group), kind: compileGlob(kind), namespace, name }
      rules.pointers.push(...jsonPointers.map(path => ({ ...match, path })))
    }
    for (const operation of operations ?? []) {
      if (operation.op !== 'ignore') {
        const id = objectId({ apiVersion, kind, namespace, name })
        rules.operations.set(id, [...(rules.operations.get(id) ?? []), operation])
        continue
      }
      const pattern = compileGoRegexp(name)
      if (pattern) rules.ignores.push({ kindId: kindId({ apiVersion, kind }), namespace, name, pattern })
    }
  }
  return { done: rules }
}

/** Is a missing object, or one without the bundle's label, left out of the report? */
export function isIgnored(rules: CompareRules, ref: ObjectRef): boolean {
  const id = kindId(ref)
  return rules.ignores.some(
    rule =>
      rule.kindId === id &&
      rule.namespace === ref.namespace &&
      (rule.name === '' || rule.name === ref.name || rule.pattern.test(ref.name)),
  )
}

/** The paths that pointers name in an object. */
export function pointersFor(rules: CompareRules, object: JsonMap): string[] {
  if (rules.pointers.length === 0) return []
  const { apiVersion, kind, namespace, name } = refOfObject(object)
  const group = groupVersion(apiVersion)?.group ?? ''
  return rules.pointers
    .filter(
      rule =>
        rule.group?.test(group) &&
        rule.kind?.test(kind) &&
        (rule.name === '' || rule.name === name) &&
        (rule.namespace === '' || rule.namespace === namespace),
    )
    .map(rule => rule.path)
}

export function operationsFor(rules: CompareRules, object: JsonMap): Operation[] {
  return rules.operations.size === 0 ? [] : (rules.operations.get(objectId(refOfObject(object))) ?? [])
}

/** Every pointer by itself: one that names nothing here does not stop the others. */
export function applyPointers(object: JsonMap, paths: string[], notes: string[]): JsonMap {
  let out = object
  for (const path of paths) {
    const result = removeAt(out, path)
    if ('error' in result) notes.push(`jsonPointer ${path}: ${result.error}`)
    else out = result.done
  }
  return out
}

/** All operations or none: the first that fails voids the others on this side. */
export function applyOperations(object: JsonMap, operations: Operation[], notes: string[]): JsonMap {
  let out = object
  for (const { op = '', path = '', value } of operations) {
    // an empty value never reaches the patch: Fleet leaves it out, and what is left out is null
    const result = applyOperation(out, value ? { op, path, value } : { op, path })
    if ('error' in result) {
      notes.push(`operation ${op} ${path}: ${result.error}; all operations are void here`)
      return object
    }
    out = result.done
  }
  return out
}

function objectId(ref: ObjectRef): string {
  return `${kindId(ref)}\n${nameId(ref)}`
}
