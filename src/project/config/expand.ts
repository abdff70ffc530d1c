import { basename } from 'node:path'
import { byPlace, type Finding, toFinding } from '../../values/finding.ts'
import { pointer } from '../../values/pointer.ts'
import { inputsIn } from '../inputs.ts'
import type { ProjectOptions, Unit } from '../unit.ts'
import type { AppSettings, Config } from './config.ts'
import type { ConfigFile } from './config-file.ts'
import { emptyPatterns, noteRepeatedNames, noteSharedFolders, unknownEnvironment } from './conflicts.ts'
import { type Draft, draftUnit, type Run } from './draft.ts'
import { foldersOf, isPattern } from './folders.ts'
import { levelsOf } from './levels.ts'
import { wayTo } from './paths.ts'
import type { Names } from './placeholders.ts'

/** Every app of serin.yaml in every environment. */
export interface Expanded {
  /** Those that can be worked on. */
  units: Unit[]
  /** What is wrong with the others. */
  findings: Finding[]
}

/** An entry of `apps`, for one of the folders that it stands for. */
export interface Entry {
  key: string
  settings: AppSettings
  names: Omit<Names, 'env'>
}

export function expandConfig(file: ConfigFile, options: ProjectOptions): Expanded {
  const run = { root: file.folder, way: wayTo(file.folder), options, given: inputsIn(options) }
  const made = entriesOf(file).map(entry => ({ entry, drafts: draftsOf(entry, file.data, run) }))
  const found = made.filter(({ drafts }) => drafts.length > 0)
  noteRepeatedNames(found)
  const drafts = found.flatMap(each => each.drafts)
  noteSharedFolders(drafts)
  const problems = [
    ...emptyPatterns(
      file.data,
      found.map(({ entry }) => entry.key),
    ),
    ...drafts.flatMap(draft => draft.problems),
  ]
  const findings = new Map(
    problems.map(problem => [
      `${problem.code} ${problem.path} ${problem.message}`,
      toFinding(problem, ({ path, part }) => file.placeOf(path, part)),
    ]),
  )
  return {
    units: drafts.filter(draft => draft.problems.length === 0).map(({ unit }) => unit),
    findings: [...findings.values()].sort(byPlace),
  }
}

/** In the order of the file; a folder that has an entry of its own is not found by a pattern with a star. */
function entriesOf({ data, folder: root }: ConfigFile): Entry[] {
  const own = new Set(Object.keys(data.apps).map(key => key.replace(/\/+$/, '')))
  return Object.entries(data.apps).flatMap(([key, app]): Entry[] => {
    const settings = app ?? {}
    if (!isPattern(key)) return [{ key, settings, names: { app: key, folder: null } }]
    const folders = foldersOf(root, key)
    const left = key.includes('*') ? folders.filter(folder => !own.has(folder)) : folders
    return left.map(folder => ({ key, settings, names: { app: basename(folder), folder } }))
  })
}

/** An entry's app in each of its environments; none for a folder that holds nothing of an app. */
function draftsOf({ key, settings, names }: Entry, config: Config, run: Run): Draft[] {
  const own = Object.keys(settings.environments ?? config.environments ?? {})
  const drafts = (own.length === 0 ? [null] : own).map(env =>
    draftUnit({
      ...run,
      at: pointer('apps', key),
      levels: levelsOf(config, key, settings, env),
      names: { ...names, env },
    }),
  )
  if (config.environments) {
    const known = Object.keys(config.environments)
    for (const { unit, problems } of drafts)
      if (unit.env !== null && !known.includes(unit.env)) problems.push(unknownEnvironment(key, unit.env, known))
  }
  const isApp = names.folder === null || drafts.some(({ own: { named, found } }) => named === 0 || found > 0)
  return isApp ? drafts : []
}
