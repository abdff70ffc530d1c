import { mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { InputError, reasonOf } from './read.ts'

/**
 * Replaces a file in one step: whoever reads it meanwhile sees the old text or the new one. A link stays a link.
 *
 * @throws InputError
 */
export function writeWhole(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    const old = statSync(file, { throwIfNoEntry: false })
    // A device or a pipe, such as /dev/stderr, has no other to be replaced with.
    if (old && !old.isFile()) {
      writeFileSync(file, text)
      return
    }
    const target = old ? realpathSync(file) : file
    const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`)
    try {
      writeFileSync(temporary, text, old ? { mode: old.mode } : {})
      renameSync(temporary, target)
    } finally {
      rmSync(temporary, { force: true })
    }
  } catch (error) {
    throw new InputError(`cannot write ${file}: ${reasonOf(error)}`)
  }
}
