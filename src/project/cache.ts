import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { isMap } from '../values/json.ts'
import { hashOf } from './ledger.ts'

/**
 * What is known of folders that were written before: for each the fingerprint of what it was made from, and the hash of the list
 * of files that came of it. Nothing but hashes, so nothing of the user's is in it. It saves time and decides nothing: without it
 * everything is rendered.
 */
export interface Cache {
  /** The hash that was kept with the same fingerprint. */
  get(name: string, fingerprint: string): string | null
  set(name: string, fingerprint: string, hash: string): void
  save(): void
}

export const noCache: Cache = { get: () => null, set: () => {}, save: () => {} }

/** The cache of a serin.yaml; empty when there is none, or what there is cannot be read. */
export function openCache(config: string): Cache {
  const path = join(cacheFolder(), `${hashOf(resolve(config)).slice(0, 32)}.json`)
  const entries = readEntries(path)
  let isChanged = false
  return {
    get: (name, fingerprint) => {
      const [kept, hash = null] = entries.get(name)?.split(' ') ?? []
      return kept === fingerprint ? hash : null
    },
    set: (name, fingerprint, hash) => {
      entries.set(name, `${fingerprint} ${hash}`)
      isChanged = true
    },
    save: () => {
      if (isChanged) write(path, printEntries(entries))
    },
  }
}

/** https://specifications.freedesktop.org/basedir-spec */
function cacheFolder(): string {
  const { XDG_CACHE_HOME } = process.env
  return join(XDG_CACHE_HOME ? XDG_CACHE_HOME : join(homedir(), '.cache'), 'serin')
}

/** The first line is the hash of the rest: what was cut off or changed is no cache. */
function printEntries(entries: Map<string, string>): string {
  const body = JSON.stringify(Object.fromEntries(entries))
  return `${hashOf(body)}\n${body}`
}

function readEntries(path: string): Map<string, string> {
  try {
    const text = readFileSync(path, 'utf8')
    const [hash = ''] = text.split('\n', 1)
    const body = text.slice(hash.length + 1)
    const entries: unknown = hashOf(body) === hash ? JSON.parse(body) : null
    return new Map(isMap(entries) ? Object.entries(entries).map(([name, entry]) => [name, String(entry)]) : [])
  } catch {
    return new Map()
  }
}

/** Where it cannot be written, as in a read-only container, the next run is slower, and that is all. */
function write(path: string, text: string): void {
  const temporary = `${path}.${process.pid}`
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeFileSync(temporary, text, { mode: 0o600 })
    renameSync(temporary, path)
  } catch {
    return
  }
}
