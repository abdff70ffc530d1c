import { compare } from '../../../values/finding.ts'
import { compileMatch } from './match.ts'

/** A file of a folder: its path with slashes, relative to the root of what was read. */
export interface BundleFile {
  file: string
  text: string
}

/** Why Fleet leaves a file out of a bundle. */
type Skipped = 'hidden' | 'ignored' | 'options'

export interface BundleContent {
  /** What Fleet loads, by path within the bundle, sorted. */
  resources: BundleFile[]
  /** What it does not load. */
  skipped: { file: string; why: Skipped }[]
  /** A pattern of .fleetignore that stops the whole bundle. */
  malformed: { file: string; pattern: string } | null
}

/**
 * The files that Fleet loads for the bundle in a folder (Fleet 0.16, internal/bundlereader/loaddirectory.go): not what begins
 * with a dot, not what a .fleetignore names by its last part, and none of the `options` (fleet.yaml, values files).
 */
export function loadFiles(files: BundleFile[], folder: string, options: string[]): BundleContent {
  const root = folder === '' ? '' : `${folder}/`
  const inside = files
    .filter(({ file }) => file.startsWith(root))
    .map(({ file, text }) => ({ file: file.slice(root.length), text }))
    .sort((a, b) => compare(a.file, b.file))
  const content: BundleContent = { resources: [], skipped: [], malformed: null }
  const ignores = new Map<string, string[]>()
  for (const { file, text } of inside) {
    if (basename(file) === '.fleetignore') ignores.set(dirname(file), ignorePatterns(text))
  }
  const optionFiles = new Set(['fleet.yaml', ...options.flatMap(path => [path, basename(path)])])
  const ownName = basename(folder)
  for (const { file, text } of inside) {
    const why = optionFiles.has(file) ? 'options' : skippedBy(file, ownName, ignores, content)
    if (why) content.skipped.push({ file: root + file, why })
    else content.resources.push({ file, text })
  }
  return content
}

/** Lines of a .fleetignore: no comments, no empty ones, no blanks at the end unless escaped. */
export function ignorePatterns(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map(line => line.replace(/([^\\])\s+$/, '$1'))
    .filter(line => line !== '' && !line.startsWith('#'))
}

/** Does a pattern name a folder with all its files? Anything with `/*` is read that way. */
export function isFolderPattern(pattern: string): boolean {
  return /^.+\/\*/.test(pattern)
}

export function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

export function dirname(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '' : path.slice(0, slash)
}

function skippedBy(file: string, root: string, ignores: Map<string, string[]>, content: BundleContent): Skipped | null {
  if (root.startsWith('.')) return 'hidden'
  const parts = file.split('/')
  for (let depth = 1; depth <= parts.length; depth++) {
    const path = parts.slice(0, depth).join('/')
    const isFolder = depth < parts.length
    if (isIgnored(path, isFolder, ignores, content)) return 'ignored'
    if (parts[depth - 1]?.startsWith('.')) return 'hidden'
  }
  return null
}

/** The .fleetignore of every folder above counts; folders are found by the beginning of the path, so `a` is above `ab` too. */
function isIgnored(path: string, isFolder: boolean, ignores: Map<string, string[]>, content: BundleContent): boolean {
  const name = basename(path)
  for (const [folder, patterns] of ignores) {
    if (folder !== '' && !path.startsWith(folder)) continue
    if (folder === path) continue
    for (const pattern of patterns) {
      if (isFolderPattern(pattern)) {
        if (isFolder && pattern.replace(/\/\*$/, '') === name) return true
        continue
      }
      const compiled = compileMatch(pattern)
      if (!compiled) content.malformed ??= { file: `${folder === '' ? '' : `${folder}/`}.fleetignore`, pattern }
      else if (compiled.test(name)) return true
    }
  }
  return false
}
