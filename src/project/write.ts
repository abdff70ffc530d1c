import { readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Ledger, ledgerName, printLedger, readLedger } from './ledger.ts'
import { isGone, withLock } from './lock.ts'
import { makeFolder } from './make-folder.ts'
import { type Change, ledgerOf, type OutputFile, planWrite } from './plan.ts'
import { codeOf, InputError, reasonOf } from './read.ts'

/**
 * Brings a folder to exactly these files of serin's: writes what is new or changed, removes what serin wrote before and no
 * longer does. Every file is replaced in one step; a kill at any moment leaves old or new files, and a ledger that lists all of
 * them, so that the next run finishes the work. Returns what changed.
 *
 * @throws InputError
 */
export function writeFolder(folder: string, files: readonly OutputFile[], config: string | null = null): Change[] {
  return withLock(folder, () => {
    removeLeftovers(folder)
    const ledger = readLedger(folder)
    const changes = planWrite(folder, files, ledger)
    const next = ledgerOf(files, config)
    if (changes.length > 0) writeLedger(folder, { files: new Map([...ledger.files, ...next.files]), config })
    try {
      for (const { path, text } of changes) {
        if (text === null) remove(folder, path)
        else replaceFile(folder, path, text)
      }
    } catch (error) {
      throw new InputError(`cannot write to ${folder}: ${reasonOf(error)}`)
    }
    if (printLedger(next) !== printLedger(ledger) || changes.length > 0) writeLedger(folder, next)
    return changes
  })
}

/**
 * Takes away everything that serin wrote to a folder, the list of it last, and the folder when nothing else is in it.
 *
 * @throws InputError
 */
export function clearFolder(folder: string): Change[] {
  const changes = writeFolder(folder, [], readLedger(folder).config)
  withLock(folder, () => rmSync(join(folder, ledgerName), { force: true }))
  removeIfEmpty(folder)
  return changes
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch (error) {
    if (!stays.has(codeOf(error) ?? '')) throw new InputError(`cannot remove ${folder}: ${reasonOf(error)}`)
  }
}

/** It holds files of others, or another run was faster. */
const stays: ReadonlySet<string> = new Set(['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR'])

function writeLedger(folder: string, ledger: Ledger): void {
  replaceFile(folder, ledgerName, printLedger(ledger))
}

/**
 * Written beside, then renamed over: readers see the old file or the new one. Not flushed: that takes milliseconds a file, and
 * what a power failure takes away the next run writes again, because it compares the bytes.
 */
function replaceFile(folder: string, path: string, text: string): void {
  makeFolder(dirname(join(folder, path)))
  const temporary = join(folder, `.serin-${process.pid}.tmp`)
  writeFileSync(temporary, text)
  renameSync(temporary, join(folder, path))
}

/** What killed runs left: a file half-written, a wish for the lock. Those that are alive still need theirs. */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    const [, pid] = leftover.exec(name) ?? []
    if (pid !== undefined && isGone(Number(pid))) rmSync(join(folder, name), { force: true })
  }
}

const leftover = /^\.serin-(?:lock-)?(\d+)(?:\.tmp)?$/

/** Folders that become empty go with their last file. */
function remove(folder: string, path: string): void {
  rmSync(join(folder, path), { force: true })
  for (let parent = dirname(path); parent !== '.'; parent = dirname(parent)) {
    if (readdirSync(join(folder, parent)).length > 0) return
    rmdirSync(join(folder, parent))
  }
}
