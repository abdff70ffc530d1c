import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from './make-folder.ts'
import { codeOf, InputError, reasonOf } from './read.ts'

const lockName = '.serin-lock'
const patience = 30_000
const pause = 20

/**
 * Runs with the folder to itself: two runs at once write one after the other. A lock whose process is gone (killed, or another
 * machine's left-over) is taken over.
 *
 * @throws InputError when another run holds the folder for too long
 */
export function withLock<T>(folder: string, work: () => T): T {
  const path = join(folder, lockName)
  try {
    makeFolder(folder)
  } catch (error) {
    throw new InputError(`cannot make the folder ${folder}: ${reasonOf(error)}`)
  }
  for (let waited = 0; !take(path); waited += pause) {
    if (waited >= patience) throw new InputError(`another serin run holds ${path}; delete it if there is none`)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause)
  }
  try {
    return work()
  } finally {
    rmSync(path, { force: true })
  }
}

/** The lock appears with its content in one step, so that a kill never leaves one that names nobody. */
function take(path: string): boolean {
  const own = `${path}-${process.pid}`
  try {
    writeFileSync(own, String(process.pid))
    linkSync(own, path)
    return true
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw new InputError(`cannot write ${path}: ${reasonOf(error)}`)
  } finally {
    rmSync(own, { force: true })
  }
  if (holderIsGone(path)) removeStale(path)
  return false
}

/** Only one run at a time may remove a lock, and looks again first: another may have replaced it meanwhile. */
function removeStale(path: string): void {
  const claim = `${path}-stale`
  try {
    writeFileSync(claim, '', { flag: 'wx' })
  } catch {
    return
  }
  if (holderIsGone(path)) rmSync(path, { force: true })
  rmSync(claim, { force: true })
}

function holderIsGone(path: string): boolean {
  try {
    return isGone(Number(readFileSync(path, 'utf8')))
  } catch {
    return false
  }
}

export function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return codeOf(error) === 'ESRCH'
  }
}
