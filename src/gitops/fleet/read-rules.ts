import { isMap, type Json } from '../../values/json.ts'
import { dataOf, type Manifest, manifestOf } from '../../values/manifest.ts'
import { isNamespacedKind } from '../defaults/kinds.ts'
import type { ComparePatch } from './compare-patches.ts'
import type { Outcome } from './json-patch.ts'
import { inNamespace, refOfObject, textAt } from './object.ts'
import { readComparePatches } from './read-patches.ts'

/** What a file says about a comparison; a fleet.yaml says more than its comparePatches. */
export interface BundleRules {
  comparePatches: ComparePatch[]
  /** `''` when the file does not say. */
  name: string
  defaultNamespace: string
  /** Forced on every object. */
  namespace: string
}

/** The rules of a file that holds a bare list, `diff` or its `comparePatches` alone, or a whole fleet.yaml. */
export function readBundleRules(data: Json): Outcome<BundleRules> {
  const options = isMap(data) ? data : {}
  const patches = readComparePatches(isMap(data) ? (options['comparePatches'] ?? data) : (data ?? []))
  if ('error' in patches) return patches
  const [name, defaultNamespace, namespace] = ['name', 'defaultNamespace', 'namespace'].map(key => textAt(options, key))
  return {
    done: {
      comparePatches: patches.done,
      name: name ?? '',
      defaultNamespace: defaultNamespace ?? '',
      namespace: namespace ?? '',
    },
  }
}

/** The objects where `namespace` of fleet.yaml puts them (Fleet 0.16, internal/helmdeployer/postrender.go). */
export function intoNamespace(git: Manifest[], namespace: string): Manifest[] {
  if (namespace === '') return git
  return git.map(manifest => {
    const object = dataOf(manifest)
    const { apiVersion, kind } = refOfObject(object)
    return isNamespacedKind(apiVersion, kind) === false ? manifest : manifestOf(inNamespace(object, namespace))
  })
}
