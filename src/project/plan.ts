import { lstatSync, readFileSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { compare } from '../values/finding.ts'
import { hashOf, type Ledger } from './ledger.ts'
import { codeOf, InputError, reasonOf } from './read.ts'

/** A file to be written: its path within the output folder, with `/`. */
export interface OutputFile {
  path: string
  text: string
}

export interface Change {
  path: string
  kind: 'create' | 'update' | 'delete'
  /** null for a file that goes. */
  text: string | null
}

/**
 * What writing the files would change. A file that serin did not write stays as it is: one in the way is an error, unless it
 * already holds the very bytes.
 *
 * @throws InputError
 */
export function planWrite(folder: string, files: readonly OutputFile[], ledger: Ledger): Change[] {
  const changes: Change[] = []
  const wanted = new Set<string>()
  for (const { path, text } of files) {
    assertInside(folder, path)
    if (wanted.has(path)) throw new InputError(`two documents go to the same file ${join(folder, path)}`)
    wanted.add(path)
    const present = readIfThere(join(folder, path))
    if (present === null) changes.push({ path, kind: 'create', text })
    else if (present !== text) {
      if (!ledger.files.has(path)) {
        throw new InputError(
          `${join(folder, path)} exists and serin did not write it; move it away or choose another folder`,
        )
      }
      changes.push({ path, kind: 'update', text })
    }
  }
  for (const path of ledger.files.keys()) {
    assertInside(folder, path)
    if (!wanted.has(path) && readIfThere(join(folder, path)) !== null)
      changes.push({ path, kind: 'delete', text: null })
  }
  return changes.sort((a, b) => compare(a.path, b.path))
}

export function ledgerOf(files: readonly OutputFile[], config: string | null): Ledger {
  return { files: new Map(files.map(({ path, text }) => [path, hashOf(text)])), config }
}

/** A ledger is a file in Git that anybody may edit: nothing outside the folder is ever touched because of it. */
function assertInside(folder: string, path: string): void {
  if (!resolve(folder, path).startsWith(resolve(folder) + sep)) {
    throw new InputError(`${path} lies outside ${folder}, where serin may not write`)
  }
}

function readIfThere(path: string): string | null {
  try {
    if (lstatSync(path).isDirectory()) throw new InputError(`${path} is a folder, but a file is to be written there`)
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof InputError) throw error
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw new InputError(`cannot read ${path}: ${reasonOf(error)}`)
  }
}
