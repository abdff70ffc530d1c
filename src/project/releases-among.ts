import type { Release } from '../flagger/release.ts'
import { defaultSettings } from '../flagger/settings.ts'
import { type Comparison, objectsIn } from '../gitops/drift/comparison.ts'
import { readReleases } from '../manifests/releases.ts'
import { printJson } from '../values/json.ts'

/** The releases of the Canaries on either side. The objects go through the checks of manifests, for nothing is known of them. */
export function releasesAmong(comparison: Comparison): Release[] {
  const { git, live } = objectsIn(comparison)
  const namespace =
    comparison.tool === 'fleet' ? comparison.input.defaultNamespace : comparison.application.appNamespace
  // Of an object that is on both sides the last one counts: Git says what a Canary refers to.
  const files = [live, git].map((objects, i) => ({ file: `side ${i}`, text: printJson(objects.map(withoutStatus)) }))
  const texts = files.map(({ file, text }) => ({ file, text: `{"kind": "List", "items": ${text}}` }))
  return readReleases(texts, { namespace, settings: defaultSettings, refs: 'assume' }).releases
}

function withoutStatus({ status: _, ...object }: { [field: string]: unknown }): object {
  return object
}
