import type { Loaded } from '../library/loaded.ts'
import { type Reading, readTexts } from '../library/reading.ts'
import { SetError } from '../values/set.ts'
import { readDevtronFolder } from './devtron-folder.ts'
import { type Inputs, maxSizeOf, stdinName } from './inputs.ts'
import { readManifestFiles } from './manifest-files.ts'
import { InputError } from './read.ts'
import { readingOf } from './reading.ts'

/** Reads what the options name: Devtron values, a Devtron chart folder, manifests, or values beside manifests.
 *
 * @throws InputError */
export async function load(inputs: Inputs): Promise<Loaded> {
  const maxSize = maxSizeOf(inputs)
  const hasValues = inputs.values.length > 0
  if (inputs.values.includes('-') && inputs.manifests.includes('-')) throw new InputError('stdin can be read once only')
  const files = readManifestFiles(inputs.manifests, maxSize, { stdin: stdinName(inputs) })
  const folder = inputs.devtron === undefined ? null : readDevtronFolder(inputs.devtron, inputs.env, hasValues, maxSize)
  if (!folder && !hasValues && files.length === 0) {
    throw new InputError('no input: give values with -f, a chart folder with --devtron, or manifests with --manifests')
  }
  return read(readingOf(inputs, folder, files))
}

/** @throws InputError */
export function read(reading: Reading): Loaded {
  try {
    return readTexts(reading)
  } catch (error) {
    if (error instanceof SetError) throw new InputError(error.message)
    throw error
  }
}
