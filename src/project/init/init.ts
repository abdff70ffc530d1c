import { writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { writeYaml } from '../../render/yaml.ts'
import type { AppSettings } from '../config/config.ts'
import { isPattern } from '../config/folders.ts'
import { codeOf, InputError, reasonOf } from '../read.ts'
import { findDevtronCharts } from './devtron-charts.ts'
import { type Found, safe } from './found.ts'
import { findManifests } from './manifest-folders.ts'
import { byFolder, scan } from './scan.ts'
import { findValues } from './values-files.ts'

/** What serin could work on below a folder, in the order in which serin.yaml names it. */
export function lookAt(root: string): Found[] {
  const folders = byFolder(scan(root))
  const name = basename(resolve(root))
  const charts = findDevtronCharts(folders)
  const values = findValues(
    folders,
    name,
    charts.map(({ key }) => key),
  )
  return [...charts, ...values, ...findManifests(folders, name)]
}

/** A serin.yaml for what was found. */
export function printConfig(found: readonly Found[]): string {
  const apps: Record<string, AppSettings> = {}
  const taken = new Set<string>()
  for (const { key, names, folder, settings } of found) {
    const name = isPattern(key) ? key : nameFor(key, folder, taken)
    apps[name] = { ...settings, out: settings.out ?? (settings.environments ? 'deploy/{env}/{app}' : 'deploy/{app}') }
    for (const app of isPattern(key) ? names : [name]) taken.add(app)
  }
  return `${introduction}${writeYaml({ version: 1, apps })}`
}

const introduction = `# The apps of this repository, for serin: what \`serin render\` without inputs renders, and where to.
# Any option may stand at the root, in an app or in an environment of it, such as namespace, release, delivery.
# \`serin schema serin-config\` prints the schema for your editor.
`

/** Of the same name, the second is called by its whole path, or numbered. */
function nameFor(key: string, folder: string, taken: ReadonlySet<string>): string {
  const names = [safe(key), safe(folder.replaceAll('/', '-'))]
  for (let i = 2; ; i++) {
    const free = names.find(name => !taken.has(name))
    if (free !== undefined) return free
    names.push(`${safe(key)}-${i}`)
  }
}

/** @throws InputError when the file is there already, unless it is to be replaced */
export function writeConfig(folder: string, text: string, force: boolean): string {
  const path = join(folder, 'serin.yaml')
  try {
    writeFileSync(path, text, { flag: force ? 'w' : 'wx' })
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw new InputError(`${path} is there already; --force replaces it`)
    throw new InputError(`cannot write ${path}: ${reasonOf(error)}`)
  }
  return path
}
