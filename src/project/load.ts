import { readDevtronFolder } from './devtron-folder.ts'
import { type Inputs, maxSizeOf, stdinName } from './inputs.ts'
import { loadManifests, textsOf } from './load-manifests.ts'
import { loadValues } from './load-values.ts'
import type { Loaded } from './loaded.ts'
import { readManifestFiles } from './manifest-files.ts'
import { InputError } from './read.ts'

/** Reads what the options name: Devtron values, a Devtron chart folder, manifests, or values beside manifests.
 *
 * @throws InputError */
export async function load(inputs: Inputs): Promise<Loaded> {
  const maxSize = maxSizeOf(inputs)
  const hasValues = inputs.values.length > 0
  if (inputs.values.includes('-') && inputs.manifests.includes('-')) throw new InputError('stdin can be read once only')
  const files = readManifestFiles(inputs.manifests, maxSize, stdinName(inputs))
  const folder = inputs.devtron === undefined ? null : readDevtronFolder(inputs.devtron, inputs.env, hasValues, maxSize)
  if (!folder && !hasValues) {
    if (files.length > 0) return loadManifests(inputs, files)
    throw new InputError('no input: give values with -f, a chart folder with --devtron, or manifests with --manifests')
  }
  const loaded = loadValues(inputs, folder, files)
  for (const [file, text] of textsOf(files)) loaded.texts.set(file, text)
  return loaded
}
