import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathFrom, wayTo } from './paths.ts'

export const configName = 'serin.yaml'

/** serin.yaml in this folder or above it, within the Git repository; null when there is none. */
export function findConfig(): string | null {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    if (isConfig(join(folder, configName))) return pathFrom(wayTo(folder), configName)
    if (folder === dirname(folder) || existsSync(join(folder, '.git'))) return null
  }
}

/** A functionConfig of `serin fn` may be called serin.yaml too: as a resource it says what it is. */
export function isConfig(path: string): boolean {
  try {
    return !/^apiVersion:/m.test(readFileSync(path, 'utf8'))
  } catch {
    return existsSync(path)
  }
}
