import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { isFolder } from './is-folder.ts'

/**
 * Makes a folder and those above it. Node's own recursive mkdir never returns for a folder below /proc.
 *
 * @throws what `mkdirSync` throws
 */
export function makeFolder(folder: string): void {
  if (isFolder(folder)) return
  const parent = dirname(folder)
  if (parent !== folder) makeFolder(parent)
  try {
    mkdirSync(folder)
  } catch (error) {
    // Another run may have made it in between.
    if (!isFolder(folder)) throw error
  }
}
