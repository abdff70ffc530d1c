import { writeYaml } from '../../render/yaml.ts'
import { describeObject, type ObjectRef } from '../../values/finding.ts'
import type { Json, JsonMap } from '../../values/json.ts'
import { dataOf, groupOf } from '../../values/manifest.ts'
import type { Diff } from '../diff.ts'
import { unmarked } from '../secrets.ts'
import { jsonPatchOf, type PatchOperation } from './json-patch.ts'
import { mergePatchOf } from './merge-patch.ts'

/** What makes the one set of objects of the other, object by object; `rename` is a patch of the object in `from`. */
export type ObjectPatch<P> =
  | { object: ObjectRef; action: 'create' | 'replace'; manifest: JsonMap; why?: string }
  | { object: ObjectRef; action: 'delete' }
  | { object: ObjectRef; action: 'patch'; patch: P }
  | { object: ObjectRef; action: 'rename'; from: ObjectRef; patch: P }

export function jsonPatches(diff: Diff): ObjectPatch<PatchOperation[]>[] {
  return patchesOf(diff, (before, after) => ({
    patch: jsonPatchOf(before, after).map(step => ('value' in step ? { ...step, value: unmarked(step.value) } : step)),
  }))
}

export function mergePatches(diff: Diff): ObjectPatch<JsonMap>[] {
  return patchesOf(diff, (before, after) => {
    const made = mergePatchOf(before, after)
    return 'why' in made ? made : { patch: unmarked(made.patch) }
  })
}

/** Patches are exact: also what is only written differently is patched. */
function patchesOf<P>(
  { objects, rewritten }: Diff,
  patchOf: (before: JsonMap, after: JsonMap) => { patch: P } | { why: string },
): ObjectPatch<P>[] {
  return [...objects, ...rewritten].flatMap(({ object, from, before, after }): ObjectPatch<P>[] => {
    if (!after) return [{ object, action: 'delete' }]
    if (!before) return [{ object, action: 'create', manifest: unmarked(dataOf(after)) }]
    const made = patchOf(dataOf(before), dataOf(after))
    if ('why' in made) return [{ object, action: 'replace', manifest: unmarked(dataOf(after)), why: made.why }]
    return [from ? { object, action: 'rename', from, ...made } : { object, action: 'patch', ...made }]
  })
}

/**
 * The `patches` of a kustomization.yaml over the objects as they are before. It can neither add objects nor rename them: those
 * stand in comments, for `resources`.
 */
export function kustomizePatches(diff: Diff): string {
  const notes: string[] = []
  const patches = jsonPatches(diff).flatMap((each): Json[] => {
    if (each.action === 'delete') return [{ target: targetOf(each.object), patch: writeYaml(deletion(each.object)) }]
    if (each.action === 'patch') return [{ target: targetOf(each.object), patch: writeYaml(each.patch) }]
    const from = each.action === 'rename' ? ` (it was ${describeObject(each.from)})` : ''
    notes.push(`# ${describeObject(each.object)} is new${from}: add it to resources\n`)
    return each.action === 'rename' ? [{ target: targetOf(each.from), patch: writeYaml(deletion(each.from)) }] : []
  })
  return notes.join('') + writeYaml({ patches })
}

function targetOf({ apiVersion, kind, namespace, name }: ObjectRef): JsonMap {
  const group = groupOf(apiVersion)
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1)
  return {
    ...(group !== '' && { group }),
    version,
    kind,
    name: exactly(name),
    ...(namespace !== '' && { namespace: exactly(namespace) }),
  }
}

/** Kustomize reads names as regular expressions, and anchors them itself. */
function exactly(name: string): string {
  return name.replaceAll('.', '\\.')
}

/** A strategic merge patch with the one directive that removes an object. */
function deletion({ apiVersion, kind, namespace, name }: ObjectRef): JsonMap {
  return { $patch: 'delete', apiVersion, kind, metadata: { name, ...(namespace !== '' && { namespace }) } }
}
