import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { compare } from '../../values/finding.ts'
import { readLedger } from '../ledger.ts'

/** A YAML or JSON file of a repository that might be of interest. */
export interface ScannedFile {
  /** From the folder that was scanned, with `/`; `''` for that folder itself. */
  folder: string
  name: string
  /** Read when asked for; null when the file is too large or cannot be read. */
  text(): string | null
}

const deepest = 8
const largest = 1 << 20

/** Every YAML and JSON file below a folder, but in dot-folders and node_modules, in order. */
export function scan(root: string): ScannedFile[] {
  return filesIn(root, '', 0)
}

function filesIn(root: string, folder: string, depth: number): ScannedFile[] {
  const path = join(root, folder)
  const own = ownFiles(path)
  return entriesOf(path).flatMap(entry => {
    const { name } = entry
    if (name.startsWith('.') || name === 'node_modules' || own.has(name)) return []
    if (entry.isDirectory()) return depth < deepest ? filesIn(root, below(folder, name), depth + 1) : []
    return entry.isFile() && /\.(ya?ml|json)$/.test(name)
      ? [{ folder, name, text: () => textOf(join(path, name)) }]
      : []
  })
}

export function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

function entriesOf(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true }).sort((a, b) => compare(a.name, b.name))
  } catch {
    return []
  }
}

/** What serin wrote is no input. */
function ownFiles(folder: string): ReadonlyMap<string, string> {
  try {
    return readLedger(folder).files
  } catch {
    return new Map()
  }
}

function textOf(path: string): string | null {
  try {
    return statSync(path).size > largest ? null : readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/** The files of each folder, by folder. */
export function byFolder(files: readonly ScannedFile[]): Map<string, ScannedFile[]> {
  const folders = new Map<string, ScannedFile[]>()
  for (const file of files) folders.set(file.folder, [...(folders.get(file.folder) ?? []), file])
  return folders
}
