import { type Dirent, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { compare } from '../../values/finding.ts'
import { isFolder } from '../is-folder.ts'

/** A key of `apps` that is a pattern of folders, not a name. */
export function isPattern(key: string): boolean {
  return key.includes('*') || key.includes('/')
}

/**
 * The folders that a pattern such as `apps/*` names, in order; a star stands for any part of one segment, but for no
 * dot-folder and not for node_modules.
 */
export function foldersOf(root: string, pattern: string): string[] {
  const parts = pattern.split('/').filter(part => part !== '' && part !== '.')
  return parts.reduce<string[]>(
    (found, part) => found.flatMap(folder => matching(root, folder, part).map(name => below(folder, name))),
    [''],
  )
}

function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

function matching(root: string, folder: string, part: string): string[] {
  if (!part.includes('*')) return isFolder(join(root, folder, part)) ? [part] : []
  const pattern = new RegExp(`^${part.split('*').map(literal).join('.*')}$`, 's')
  return subfolders(join(root, folder))
    .filter(name => pattern.test(name) && !name.startsWith('.') && name !== 'node_modules')
    .sort(compare)
}

function literal(text: string): string {
  return text.replace(/[\\^$.+?()[\]{}|]/g, '\\$&')
}

function subfolders(folder: string): string[] {
  let entries: Dirent[]
  try {
    entries = readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
  return entries.filter(entry => entry.isDirectory()).map(({ name }) => name)
}
