import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readManifests } from '../manifests/read.ts'
import { type Inputs, maxSizeOf } from './inputs.ts'
import { isFolder } from './is-folder.ts'
import { readText } from './read.ts'

/**
 * The same settings with another input in place of all values, `--set`s and manifests: a Devtron chart folder, a folder or
 * file of manifests, or values, whichever it turns out to be.
 *
 * @throws InputError
 */
export function otherInputs<T extends Inputs>(inputs: T, path: string): T {
  const nothing = { values: [], set: [], 'set-string': [], 'set-json': [], devtron: undefined, manifests: [] }
  return { ...inputs, ...nothing, ...inputOf(path, maxSizeOf(inputs)) }
}

function inputOf(path: string, maxSize: number): Partial<Inputs> {
  if (isFolder(path)) {
    return existsSync(join(path, 'Chart.yaml')) ? { devtron: path } : { manifests: [path] }
  }
  const { given } = readManifests([{ file: path, text: readText(path, maxSize) }])
  return given.length > 0 ? { manifests: [path] } : { values: [path] }
}
