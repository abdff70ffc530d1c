import { readDevtronFolder } from './devtron-folder.ts'
import { type Inputs, maxSizeOf } from './inputs.ts'
import { loadValues } from './load-values.ts'
import type { Loaded } from './loaded.ts'
import { InputError } from './read.ts'

/** Reads what the options name: Devtron values, a Devtron chart folder, manifests, or values beside manifests.
 *
 * @throws InputError */
export async function load(inputs: Inputs): Promise<Loaded> {
  const folder =
    inputs.devtron === undefined
      ? null
      : readDevtronFolder(inputs.devtron, inputs.env, inputs.values.length > 0, maxSizeOf(inputs))
  if (!folder && inputs.values.length === 0)
    throw new InputError('no input: give values with -f, or a chart folder with --devtron')
  return loadValues(inputs, folder, [])
}
