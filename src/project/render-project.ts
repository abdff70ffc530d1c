import { noCache, openCache } from './cache.ts'
import type { Change } from './plan.ts'
import { InputError } from './read.ts'
import { type RenderedUnit, renderUnit } from './render-unit.ts'
import { staleFolders } from './stale.ts'
import { type SyncOptions, syncStale, syncUnit } from './sync.ts'
import type { Unit } from './unit.ts'
import type { Project } from './units.ts'

export interface RenderRun {
  /** Write nothing, only say what would change. */
  check: boolean
  /** Pass over folders that are as the last run left them. */
  cached: boolean
  /** Told before each unit. */
  onUnit: (unit: Unit, done: number) => void
}

/** What came of a unit. */
export interface UnitResult {
  unit: Unit
  /** null when its folder is as the last run left it, or when it cannot be read. */
  rendered: RenderedUnit | null
  /** Why it cannot be read. */
  error: string | null
}

/** An output folder, and what has changed in it, or would. */
export interface FolderChanges {
  folder: string
  changes: Change[]
  /** How many files serin has there. */
  fileCount: number
}

export interface ProjectResult {
  units: UnitResult[]
  /** Those of units without errors, then those of apps that are gone. */
  folders: FolderChanges[]
  /** Why folders of apps that are gone could not be cleared. */
  errors: string[]
}

/** Renders every unit, and writes those that have a folder. One that fails keeps the others from nothing. */
export async function renderProject({ units, config, isWhole }: Project, run: RenderRun): Promise<ProjectResult> {
  const cache = config !== null && run.cached ? openCache(config.file) : noCache
  const options: SyncOptions = { check: run.check, config: config?.file ?? null, cache, hashes: new Map() }
  const result: ProjectResult = { units: [], folders: [], errors: [] }
  for (const [done, unit] of units.entries()) {
    run.onUnit(unit, done)
    try {
      const rendered = await renderTo(result.folders, unit, options)
      result.units.push({ unit, rendered, error: null })
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      result.units.push({ unit, rendered: null, error: error.message })
    }
  }
  if (config !== null && isWhole) {
    for (const folder of staleFolders(config, units)) {
      try {
        result.folders.push({ folder, changes: syncStale(folder, run.check), fileCount: 0 })
      } catch (error) {
        if (!(error instanceof InputError)) throw error
        result.errors.push(error.message)
      }
    }
  }
  cache.save()
  return result
}

async function renderTo(folders: FolderChanges[], unit: Unit, options: SyncOptions): Promise<RenderedUnit | null> {
  const folder = unit.output.out
  if (folder === null) return renderUnit(unit)
  const { rendered, changes, fileCount } = await syncUnit(unit, folder, options)
  if (changes !== null) folders.push({ folder, changes, fileCount })
  return rendered
}
