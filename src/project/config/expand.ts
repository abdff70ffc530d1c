import { basename, resolve } from 'node:path'
import type { ConfigCode } from '../../values/config-codes.ts'
import { byPlace, type Finding, type Problem, toFinding } from '../../values/finding.ts'
import { nearest } from '../../values/nearest.ts'
import { type Pointer, pointer } from '../../values/pointer.ts'
import { inputsIn } from '../inputs.ts'
import { nameOf, type ProjectOptions, type Unit } from '../unit.ts'
import type { AppSettings, Config } from './config.ts'
import type { ConfigFile } from './config-file.ts'
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
interface Entry {
  key: string
  settings: AppSettings
  names: Omit<Names, 'env'>
}

export function expandConfig(file: ConfigFile, options: ProjectOptions): Expanded {
  const entries = entriesOf(file)
  const run = { root: file.folder, way: wayTo(file.folder), options, given: inputsIn(options) }
  const drafts = entries.map(entry => draftsOf(entry, file.data, run))
  const found = entries.filter((_, i) => drafts[i]?.length)
  const all = drafts.flat()
  const problems = [
    ...unknownEnvironments(file.data),
    ...emptyPatterns(file.data, found),
    ...repeatedNames(found),
    ...all.flatMap(draft => draft.problems),
    ...sharedFolders(all),
  ]
  const findings = new Map(
    problems.map(problem => [
      `${problem.code} ${problem.path} ${problem.message}`,
      toFinding(problem, ({ path, part }) => file.placeOf(path, part)),
    ]),
  )
  return {
    units: all.filter(draft => draft.problems.length === 0).map(({ unit }) => unit),
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
  const isApp = names.folder === null || drafts.some(({ own: { named, found } }) => named === 0 || found > 0)
  return isApp ? drafts : []
}

function error(code: ConfigCode, path: Pointer, message: string, more: Partial<Problem> = {}): Problem {
  return { code, severity: 'error', object: null, path, message, ...more }
}

function unknownEnvironments({ apps, environments }: Config): Problem[] {
  if (!environments) return []
  const known = Object.keys(environments)
  return Object.entries(apps).flatMap(([key, app]) =>
    Object.keys(app?.environments ?? {})
      .filter(env => !known.includes(env))
      .map(env => {
        const guess = nearest(env, known)
        return error(
          'CF001',
          pointer('apps', key, 'environments', env),
          `there is no environment ${env}; ${guess ? `did you mean ${guess}?` : `the file has ${known.join(', ')}`}`,
          { part: 'key', ...(guess && { suggestion: guess }) },
        )
      }),
  )
}

function emptyPatterns({ apps }: Config, found: readonly Entry[]): Problem[] {
  return Object.keys(apps)
    .filter(key => isPattern(key) && !found.some(entry => entry.key === key))
    .map(key => {
      const help = 'A folder is an app when a path with {app} or {folder} is there.'
      return error('CF007', pointer('apps', key), `no folder ${key} holds an app`, { part: 'key', help })
    })
}

function repeatedNames(entries: readonly Entry[]): Problem[] {
  const first = new Map<string, Entry>()
  return entries.flatMap(entry => {
    const { app, folder } = entry.names
    const other = first.get(app)
    if (!other) {
      first.set(app, entry)
      return []
    }
    const from = other.names.folder ?? `apps.${other.key}`
    const message = `${folder ?? entry.key} is another app called ${app}; ${from} has that name already`
    return [error('CF006', pointer('apps', entry.key), message, { part: 'key' })]
  })
}

/** What one app writes the other would take away. */
function sharedFolders(drafts: readonly Draft[]): Problem[] {
  const first = new Map<string, Unit>()
  return drafts.flatMap(({ unit, outAt }) => {
    const { out } = unit.output
    if (out === null || outAt === null) return []
    const other = first.get(resolve(out))
    if (!other) {
      first.set(resolve(out), unit)
      return []
    }
    const help = 'Tell them apart with {app} and {env} in the path.'
    return [error('CF004', outAt, `${nameOf(other)} and ${nameOf(unit)} both write to ${out}`, { help })]
  })
}
