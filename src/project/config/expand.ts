import { basename, resolve } from 'node:path'
import type { ConfigCode } from '../../values/config-codes.ts'
import { byPlace, type Finding, type Problem, toFinding } from '../../values/finding.ts'
import { nearest } from '../../values/nearest.ts'
import { type Pointer, pointer } from '../../values/pointer.ts'
import { list } from '../../values/quote.ts'
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

function error(code: ConfigCode, path: Pointer, message: string, more: Partial<Problem> = {}): Problem {
  return { code, severity: 'error', object: null, path, message, ...more }
}

function unknownEnvironment(key: string, env: string, known: readonly string[]): Problem {
  const guess = nearest(env, known)
  return error(
    'CF001',
    pointer('apps', key, 'environments', env),
    `there is no environment ${env}; ${guess ? `did you mean ${guess}?` : `the file has ${list(known)}`}`,
    { part: 'key', ...(guess && { suggestion: guess }) },
  )
}

function emptyPatterns({ apps }: Config, found: readonly string[]): Problem[] {
  return Object.keys(apps)
    .filter(key => isPattern(key) && !found.includes(key))
    .map(key => {
      const help = 'A folder is an app when a path with {app} or {folder} is there.'
      return error('CF007', pointer('apps', key), `no folder ${key} holds an app`, { part: 'key', help })
    })
}

function noteRepeatedNames(found: readonly { entry: Entry; drafts: Draft[] }[]): void {
  const first = new Map<string, Entry>()
  for (const { entry, drafts } of found) {
    const { app, folder } = entry.names
    const other = first.get(app)
    if (!other) first.set(app, entry)
    else {
      const message = `${folder ?? entry.key} is another app called ${app}; ${other.names.folder ?? other.key} has that name already`
      const problem = error('CF006', pointer('apps', entry.key), message, { part: 'key' })
      for (const draft of drafts) draft.problems.push(problem)
    }
  }
}

/** What one app writes the other would take away. */
function noteSharedFolders(drafts: readonly Draft[]): void {
  const first = new Map<string, Unit>()
  for (const { unit, outAt, problems } of drafts) {
    const { out } = unit.output
    if (out === null || outAt === null) continue
    const other = first.get(resolve(out))
    if (!other) first.set(resolve(out), unit)
    else {
      const message = `${nameOf(other)} and ${nameOf(unit)} both write to ${out}`
      problems.push(error('CF004', outAt, message, { help: 'Tell them apart with {app} and {env} in the path.' }))
    }
  }
}
