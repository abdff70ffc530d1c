import { type Dirent, lstatSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ManifestFile } from '../manifests/source.ts'
import { compare } from '../values/finding.ts'
import { InputError, readText, reasonOf } from './read.ts'

/**
 * The manifests of files and folders. A folder is searched to its depths for .yaml, .yml and .json; dot-files and dot-folders
 * are left out, as GitOps tools do, and so is serin's own preview with them.
 *
 * @throws InputError
 */
export function readManifestFiles(
  paths: readonly string[],
  maxSize: number,
  { stdin = '<stdin>', mayBeEmpty = false } = {},
): ManifestFile[] {
  if (paths.filter(path => path === '-').length > 1) throw new InputError('stdin (--manifests -) can be read once only')
  return paths.flatMap(path => {
    if (path === '-') return [{ file: stdin, text: readText('-', maxSize) }]
    if (!isFolder(path)) return [{ file: path, text: readText(path, maxSize) }]
    const files = manifestsIn(path)
    if (files.length === 0 && !mayBeEmpty) throw new InputError(`there is no .yaml, .yml or .json file in ${path}`)
    return files.map(file => ({ file, text: readText(file, maxSize) }))
  })
}

/** @throws InputError */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch (error) {
    throw new InputError(`cannot read ${path}: ${reasonOf(error)}`)
  }
}

/**
 * The paths of a folder's manifests, to its depths.
 *
 * @throws InputError
 */
export function manifestsIn(folder: string, isWanted: (name: string) => boolean = isManifestFile): string[] {
  let entries: Dirent[]
  try {
    entries = readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    throw new InputError(`cannot read ${folder}: ${reasonOf(error)}`)
  }
  return entries
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => compare(a.name, b.name))
    .flatMap(entry => {
      const path = join(folder, entry.name)
      // A link to a folder is not followed: it may lead back up.
      if (entry.isDirectory()) return manifestsIn(path, isWanted)
      if (!isWanted(entry.name)) return []
      return entry.isFile() || (entry.isSymbolicLink() && isLinkToFile(path)) ? [path] : []
    })
}

/** By its path within the folder that is searched. */
export function isManifestFile(path: string): boolean {
  return /\.(ya?ml|json)$/.test(path) && !path.startsWith('.') && !path.includes('/.')
}

function isLinkToFile(path: string): boolean {
  return lstatSync(path).isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isFile() === true
}
