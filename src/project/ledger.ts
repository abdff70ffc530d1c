import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compare } from '../values/finding.ts'
import { codeOf, InputError, reasonOf } from './read.ts'

/**
 * The file in an output folder that lists what serin wrote there, and so owns. It has no ending, so that no GitOps tool takes
 * it for a manifest.
 */
export const ledgerName = '.serin-files'

/** Paths in the folder, with `/`, and the SHA-256 of what serin wrote. */
export type Ledger = Map<string, string>

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** @throws InputError when there is a ledger that is none of serin's */
export function readLedger(folder: string): Ledger {
  const path = join(folder, ledgerName)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return new Map()
    throw new InputError(`cannot read ${path}: ${reasonOf(error)}`)
  }
  try {
    const { version, files } = JSON.parse(text)
    if (version !== 1 || typeof files !== 'object' || files === null) throw new Error()
    return new Map(Object.entries(files).map(([file, hash]) => [file, String(hash)]))
  } catch {
    throw new InputError(`${path} is not a list of files that serin wrote; delete it or choose another folder`)
  }
}

export function printLedger(ledger: Ledger): string {
  const files = Object.fromEntries([...ledger].sort(([a], [b]) => compare(a, b)))
  return `${JSON.stringify({ version: 1, files }, null, 2)}\n`
}
