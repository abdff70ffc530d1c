import { isMap, type Json, type JsonMap } from '../../../values/json.ts'
import type { Faults } from '../../defaults/strategic-diff.ts'
import { strategicMerge } from '../../defaults/strategic-merge.ts'
import { applyOperation } from '../json-patch.ts'
import { mergePatch } from '../merge-patch.ts'
import { typeOfObject } from '../normalize.ts'
import { textAt } from '../object.ts'
import { readDocuments } from './documents.ts'
import { type BundleFile, basename, dirname } from './files.ts'

/** What goes wrong, or gets lost, while an overlay is put on a bundle. */
export interface OverlayFault {
  kind: 'no folder' | 'no base' | 'unreadable' | 'bad patch' | 'documents lost' | 'objects lost'
  overlay: string
  /** The file of the overlay, by its path in the bundle; the folder when there is no file. */
  file: string
  /** The base file. */
  target: string
  detail: string
}

/**
 * The files after `yaml.overlays` (Fleet 0.16, helmdeployer/render/patch/patch.go): a file of an overlay replaces or adds, one
 * with `_patch.` in its name patches its base. Base and patch are read as one document each; further ones are lost.
 */
export function applyOverlays(
  resources: BundleFile[],
  overlays: string[],
): { files: BundleFile[]; faults: OverlayFault[] } {
  const content = new Map(resources.map(({ file, text }) => [file, text]))
  const faults: OverlayFault[] = []
  for (const overlay of overlays) {
    const folder = `overlays/${overlay}/`
    const files = resources.filter(({ file }) => file.startsWith(folder))
    if (files.length === 0) faults.push({ kind: 'no folder', overlay, file: folder, target: '', detail: '' })
    for (const { file, text } of files) {
      const name = file.slice(folder.length)
      const target = baseOf(name)
      const fault = (kind: OverlayFault['kind'], detail = '') =>
        faults.push({ kind, overlay, file, target: target ?? name, detail })
      if (target === null) {
        const lost = objectsLost(content.get(name), text)
        if (lost.length > 0) fault('objects lost', lost.join(', '))
        content.set(name, text)
        continue
      }
      const base = content.get(target)
      if (base === undefined) fault('no base')
      else {
        const patched = patchFile(base, text, fault)
        if (patched !== null) content.set(target, patched)
      }
    }
  }
  return { files: [...content].map(([file, text]) => ({ file, text })), faults }
}

/** The file that a `_patch.` file is for, or null for any other file. */
function baseOf(name: string): string | null {
  const base = basename(name)
  if (!base.includes('_patch.')) return null
  const folder = dirname(name)
  return `${folder === '' ? '' : `${folder}/`}${base.replace('_patch.', '.')}`
}

function patchFile(
  base: string,
  patch: string,
  fault: (kind: OverlayFault['kind'], detail?: string) => void,
): string | null {
  const [target, change] = [readDocuments(base), readDocuments(patch)]
  if ('error' in target || 'error' in change) {
    fault('unreadable', 'error' in target ? target.error : 'error' in change ? change.error : '')
    return null
  }
  const lost = target.documents.length - 1 + Math.max(0, change.documents.length - 1)
  if (lost > 0) fault('documents lost', String(lost))
  const [object = {}] = target.documents
  const [document = {}] = change.documents
  if (!isMap(object)) {
    fault('unreadable', 'the base is no map')
    return null
  }
  const faults: Faults = []
  const patched = applyPatch(object, document, faults)
  if (!patched || faults.length > 0) {
    fault('bad patch', faults[0] ?? '')
    return null
  }
  return JSON.stringify(patched)
}

/** A list is a JSON patch; known kinds are merged by their keys, custom resources as JSON (wrangler's pkg/patch). */
function applyPatch(object: JsonMap, patch: Json, faults: Faults): JsonMap | null {
  if (!Array.isArray(patch)) {
    if (!isMap(patch)) return null
    const type = typeOfObject(object)
    return type ? strategicMerge(object, patch, type, faults) : mergePatch(object, patch)
  }
  let out = object
  for (const operation of patch) {
    if (!isMap(operation)) return null
    const { value = null } = operation
    const [op = '', path = '', from = ''] = ['op', 'path', 'from'].map(key => textAt(operation, key))
    const result = applyOperation(out, { op, path, from, value })
    if ('error' in result) {
      faults.push(result.error)
      return null
    }
    out = result.done
  }
  return out
}

/** Objects of the base that the file which replaces it does not hold. */
function objectsLost(base: string | undefined, text: string): string[] {
  if (base === undefined) return []
  const [before, after] = [readDocuments(base), readDocuments(text)]
  if ('error' in before || 'error' in after) return []
  const kept = new Set(after.documents.map(nameOf))
  return before.documents.map(nameOf).filter(name => name !== '' && !kept.has(name))
}

function nameOf(document: Json): string {
  if (!isMap(document)) return ''
  const [kind, name] = [textAt(document, 'kind'), textAt(document, 'metadata', 'name')]
  return kind === '' && name === '' ? '' : `${kind} ${name}`
}
