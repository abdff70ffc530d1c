import type { Hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compare } from '../values/finding.ts'
import { codeOf, InputError, reasonOf } from './read.ts'

/**
 * The file in an output folder that lists what serin wrote there, and so owns. It has no ending, so that no GitOps tool takes
 * it for a manifest.
 */
export const ledgerName = '.serin-files'

export interface Ledger {
  /** Paths in the folder, with `/`, and the SHA-256 of what serin wrote. */
  files: ReadonlyMap<string, string>
  /** The serin.yaml that the folder belongs to, from the folder; null when it was named on the command line. */
  config: string | null
}

const emptyLedger: Ledger = { files: new Map(), config: null }

/** SHA-256. Its module is loaded when there is something to write: that takes as long as rendering an app. */
export function newHash(): Hash {
  return process.getBuiltinModule('node:crypto').createHash('sha256')
}

export function hashOf(text: string | Uint8Array): string {
  return newHash().update(text).digest('hex')
}

/** @throws InputError when there is a ledger that is none of serin's */
export function readLedger(folder: string): Ledger {
  const path = join(folder, ledgerName)
  try {
    return parseLedger(readFileSync(path, 'utf8'), path)
  } catch (error) {
    if (error instanceof InputError) throw error
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return emptyLedger
    throw new InputError(`cannot read ${path}: ${reasonOf(error)}`)
  }
}

/** @throws InputError */
export function parseLedger(text: string, path: string): Ledger {
  try {
    const { version, files, config } = JSON.parse(text)
    if (version !== 1 || typeof files !== 'object' || files === null) throw new Error()
    return {
      files: new Map(Object.entries(files).map(([file, hash]) => [file, String(hash)])),
      config: typeof config === 'string' ? config : null,
    }
  } catch {
    throw new InputError(`${path} is not a list of files that serin wrote; delete it or choose another folder`)
  }
}

export function printLedger({ files, config }: Ledger): string {
  const sorted = Object.fromEntries([...files].sort(([a], [b]) => compare(a, b)))
  return `${JSON.stringify({ version: 1, ...(config !== null && { config }), files: sorted }, null, 2)}\n`
}
