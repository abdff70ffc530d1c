import { realpathSync, renameSync, rmSync, type Stats, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolder } from './make-folder.ts'
import { InputError, reasonOf } from './read.ts'

/** Writes one file: readers see the old one or the new one, whatever happens. A link stays a link to what is written.
 *
 * @throws InputError */
export function writeFile(path: string, text: string): void {
  try {
    makeFolder(dirname(path))
    const old = statSync(path, { throwIfNoEntry: false })
    // A device or a pipe is written to as it is.
    if (old && !old.isFile()) writeFileSync(path, text)
    else replace(old ? realpathSync(path) : path, text, old)
  } catch (error) {
    throw new InputError(`cannot write ${path}: ${reasonOf(error)}`)
  }
}

function replace(path: string, text: string, old: Stats | undefined): void {
  const temporary = `${path}.serin-${process.pid}.tmp`
  try {
    writeFileSync(temporary, text, old ? { mode: old.mode } : {})
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}
