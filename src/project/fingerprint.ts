import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { version } from '#build/version.js'
import { compare } from '../values/finding.ts'
import { hashOf, newHash } from './ledger.ts'
import type { Unit } from './unit.ts'

/** The hashes of files that were read already: many apps share a layer. */
export type Hashes = Map<string, string>

/**
 * A digest of everything that the manifests of a unit come from: serin itself, the settings, and the bytes of every file. Null
 * when some of it cannot be read.
 */
export function fingerprintOf({ inputs, output, sources, ...names }: Unit, hashes: Hashes): string | null {
  const digest = newHash().update(JSON.stringify([program(), process.cwd(), names, inputs, output]))
  try {
    for (const source of sources) for (const line of contentOf(source, hashes)) digest.update(line)
  } catch {
    return null
  }
  return digest.digest('hex')
}

let known: string | undefined

/** The version alone does not tell two builds of a checkout apart. */
function program(): string {
  if (known !== undefined) return known
  const { mtimeMs, size } = statSync(fileURLToPath(import.meta.url))
  known = `${version} ${mtimeMs} ${size} ${process.version}`
  return known
}

/** One line for a file, or for each file in a folder that serin might read. */
function contentOf(path: string, hashes: Hashes): string[] {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return [`${path} -\n`]
  if (!stat.isDirectory()) return [`${path} ${hashOfFile(path, hashes)}\n`]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(entry => !entry.isDirectory() && /\.(ya?ml|json|hbs)$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .sort(compare)
    .map(file => `${file} ${hashOfFile(file, hashes)}\n`)
}

function hashOfFile(path: string, hashes: Hashes): string {
  const hash = hashes.get(path) ?? hashOf(readFileSync(path))
  hashes.set(path, hash)
  return hash
}
