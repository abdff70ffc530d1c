import { maskSecrets } from '../manifests/masked.ts'
import { type ManifestsRead, readReleases } from '../manifests/releases.ts'
import type { ManifestFile } from '../manifests/source.ts'
import { type Inputs, settingsOf } from './inputs.ts'
import { type Loaded, nothingLoaded } from './loaded.ts'

/** Manifests → a release for every Canary in them.
 *
 * @throws InputError */
export function loadManifests(inputs: Inputs, files: readonly ManifestFile[]): Loaded {
  const { releases, objects, findings } = readReleases(files, {
    namespace: inputs.namespace,
    settings: settingsOf(inputs),
    refs: inputs.refs,
  })
  const lint = { devtron: null, objects, problems: [] }
  return { ...nothingLoaded(), releases, findings, unreadable: isUnreadable(findings), texts: textsOf(files), lint }
}

/** The texts for code frames, which show no value of a Secret. */
export function textsOf(files: readonly ManifestFile[]): Map<string, string> {
  return new Map(files.map(({ file, text }) => [file, maskSecrets(text)]))
}

/** A text that is no YAML, or no Canary anywhere: there is nothing to work on. Other mistakes concern one object. */
function isUnreadable(findings: ManifestsRead['findings']): boolean {
  return findings.some(({ code }) => code.startsWith('YM') || code === 'MF006')
}
