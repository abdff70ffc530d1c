import { renderBuiltIn } from '../../render/manifest.ts'
import { isMap, type Json, type JsonMap } from '../../values/json.ts'
import type { ComparePatch } from '../fleet/compare-patches.ts'
import { type Bundle, type DeliveryFile, isInOneNamespace } from './bundle.ts'

/**
 * fleet.yaml makes the folder a bundle of raw manifests. Fleet passes over dot-folders in every version, and so over the preview;
 * a fleet.yaml in there would make it a bundle of its own (Fleet 0.16, internal/cmd/cli/apply). `namespace` moves every object
 * and refuses cluster-scoped ones (internal/helmdeployer/postrender.go), so it stands only where all objects live there anyway.
 */
export function fleetFiles(bundle: Bundle, rules: readonly ComparePatch[], options: JsonMap): DeliveryFile[] {
  const { diff, ...others } = options
  const comparePatches = [...rules, ...patchesIn(diff)]
  const hasNamespace = 'namespace' in options || 'defaultNamespace' in options
  const namespace = isInOneNamespace(bundle) ? { namespace: bundle.namespace } : { defaultNamespace: bundle.namespace }
  const data = {
    ...(hasNamespace ? {} : namespace),
    ...others,
    ...(comparePatches.length > 0 && { diff: { ...(isMap(diff) ? diff : {}), comparePatches } }),
  }
  return [{ path: 'fleet.yaml', text: renderBuiltIn('fleet/fleet', data) }]
}

function patchesIn(diff: Json | undefined): Json[] {
  const patches = isMap(diff) ? diff['comparePatches'] : null
  return Array.isArray(patches) ? patches : []
}
