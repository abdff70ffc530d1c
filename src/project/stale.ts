import { join, resolve } from 'node:path'
import type { ConfigFile } from './config/config-file.ts'
import { foldersOf } from './config/folders.ts'
import { pathFrom, wayTo } from './config/paths.ts'
import { asPattern, hasPlaceholder } from './config/placeholders.ts'
import { readLedger } from './ledger.ts'
import { InputError } from './read.ts'
import type { Unit } from './unit.ts'

/**
 * Folders of apps and environments that serin.yaml no longer has: those that its output folders with placeholders could come to,
 * that serin wrote for this very serin.yaml, and that none of its units writes now.
 */
export function staleFolders({ file, folder: root, data }: ConfigFile, units: readonly Unit[]): string[] {
  const live = new Set(units.flatMap(({ output: { out } }) => (out === null ? [] : [resolve(out)])))
  const { apps, environments = {} } = data
  const levels = [
    data,
    ...Object.values(environments),
    ...Object.values(apps).flatMap(app => [app, ...Object.values(app?.environments ?? {})]),
  ]
  const patterns = new Set(
    levels.flatMap(level => (level?.out && hasPlaceholder(level.out) ? [asPattern(level.out)] : [])),
  )
  const folders = new Set([...patterns].flatMap(pattern => foldersOf(root, pattern)))
  return [...folders]
    .filter(folder => !live.has(resolve(root, folder)))
    .filter(folder => configOf(join(root, folder)) === resolve(file))
    .map(folder => pathFrom(wayTo(root), folder))
}

/** The serin.yaml that a folder was written for; null when that cannot be told. */
function configOf(folder: string): string | null {
  try {
    const { config } = readLedger(folder)
    return config && resolve(folder, config)
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}
