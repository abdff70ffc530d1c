import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { InputError, reasonOf } from './read.ts'

/** Writes one file: readers see the old one or the new one, whatever happens.
 *
 * @throws InputError */
export function writeFile(path: string, text: string): void {
  const temporary = `${path}.serin-${process.pid}.tmp`
  try {
    if (isReplaced(path)) {
      writeFileSync(temporary, text)
      renameSync(temporary, path)
    } else {
      writeFileSync(path, text)
    }
  } catch (error) {
    rmSync(temporary, { force: true })
    throw new InputError(`cannot write ${path}: ${reasonOf(error)}`)
  }
}

/** A device or a pipe is written to as it is. */
function isReplaced(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? true
}
