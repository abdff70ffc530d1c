import { readFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import type { Cache } from './cache.ts'
import { fingerprintOf, type Hashes } from './fingerprint.ts'
import { hashOf, ledgerName, parseLedger, printLedger, readLedger } from './ledger.ts'
import { type Change, ledgerOf, planWrite } from './plan.ts'
import { type RenderedUnit, renderUnit } from './render-unit.ts'
import { nameOf, type Unit } from './unit.ts'
import { clearFolder, writeFolder } from './write.ts'

export interface SyncOptions {
  /** Change nothing, only say what would change. */
  check: boolean
  /** The serin.yaml that the units come from. */
  config: string | null
  cache: Cache
  hashes: Hashes
}

/** What became of a unit's folder. */
export interface Synced {
  /** null when the folder is as the last run left it, from the same input. */
  rendered: RenderedUnit | null
  /** null when the unit has failed: then its folder stays as it is. */
  changes: Change[] | null
  fileCount: number
}

/** Brings a folder to what a unit says.
 *
 * @throws InputError */
export async function syncUnit(unit: Unit, folder: string, options: SyncOptions): Promise<Synced> {
  const { cache, check } = options
  const name = `${nameOf(unit)} ${folder}`
  const fingerprint = fingerprintOf(unit, options.hashes)
  const fileCount = fingerprint === null ? null : filesAsLeft(folder, cache.get(name, fingerprint))
  if (fileCount !== null) return { rendered: null, changes: [], fileCount }

  const rendered = await renderUnit(unit)
  const { loaded, documents, delivery } = rendered
  const files = [...documents, ...delivery]
  if (loaded.unreadable || rendered.failed) return { rendered, changes: null, fileCount: files.length }
  const config =
    options.config === null ? null : relative(resolve(folder), resolve(options.config)).split(sep).join('/')
  const changes = check ? planWrite(folder, files, readLedger(folder)) : writeFolder(folder, files, config)
  const isSilent = rendered.findings.length === 0 && rendered.notes.length === 0
  // A file that changed while it was read has another hash by now.
  if (
    isSilent &&
    (!check || changes.length === 0) &&
    fingerprint !== null &&
    fingerprintOf(unit, new Map()) === fingerprint
  )
    cache.set(name, fingerprint, hashOf(printLedger(ledgerOf(files, config))))
  return { rendered, changes, fileCount: files.length }
}

/** How many files serin has in a folder, if they and their list are as it left them. */
function filesAsLeft(folder: string, ledgerHash: string | null): number | null {
  if (ledgerHash === null) return null
  try {
    const ledger = join(folder, ledgerName)
    const text = readFileSync(ledger, 'utf8')
    if (hashOf(text) !== ledgerHash) return null
    const { files } = parseLedger(text, ledger)
    // Read as text, which Node does in one step.
    for (const [path, hash] of files) if (hashOf(readFileSync(`${folder}/${path}`, 'utf8')) !== hash) return null
    return files.size
  } catch {
    return null
  }
}

/** Takes away what serin wrote for an app that is gone.
 *
 * @throws InputError */
export function syncStale(folder: string, check: boolean): Change[] {
  return check ? planWrite(folder, [], readLedger(folder)) : clearFolder(folder)
}
