import { basename, dirname } from 'node:path'
import { compare } from '../../values/finding.ts'
import { list, plural } from '../../values/quote.ts'
import type { AppSettings, Layer } from '../config/config.ts'
import { type Found, safe, shown } from './found.ts'
import { below, type ScannedFile } from './scan.ts'

/** An app's folder of values files. */
interface ValuesFolder {
  app: string
  folder: string
  /** The layer of all environments; null when each has a file of its own only. */
  base: string | null
  /** How the layer of an environment is called, `values-{env}.yaml`; null when there is none. */
  layer: string | null
  environments: string[]
}

/** How people name the values of an environment; what they are called without one counts as the base. */
const layerNames = [
  'values-{env}.yaml',
  'values.{env}.yaml',
  '{env}-values.yaml',
  '{env}.values.yaml',
  '{env}.yaml',
].flatMap(name => [name, name.replace('.yaml', '.yml')])

/** Folders with values of a canary; `root` is the name of the folder that was scanned, `taken` are names of other apps. */
export function findValues(
  folders: ReadonlyMap<string, ScannedFile[]>,
  root: string,
  taken: readonly string[],
): Found[] {
  const groups = new Map<string, ValuesFolder[]>()
  for (const [folder, files] of folders) {
    const found = valuesFolder(folder, files, root)
    if (found) groups.set(dirname(folder), [...(groups.get(dirname(folder)) ?? []), found])
  }
  const names = new Set(taken)
  return [...groups.values()].flatMap(group => {
    const found = isPattern(group, names) ? [asPattern(group)] : group.map(asApp)
    for (const { app } of group) names.add(app)
    return found
  })
}

function valuesFolder(folder: string, files: readonly ScannedFile[], root: string): ValuesFolder | null {
  const hasCanary = files.filter(file => /^flaggerCanary:/m.test(file.text() ?? '')).map(({ name }) => name)
  if (hasCanary.length === 0 || files.some(({ name }) => name === 'Chart.yaml')) return null
  const names = files.map(({ name }) => name)
  const base =
    names.find(name => /^values\.ya?ml$/.test(name)) ?? (hasCanary.length === 1 ? (hasCanary[0] ?? null) : null)
  const layer = layerNames.find(
    template => environmentsIn(names, template, base).length > 0 && isLayer(template, hasCanary, base),
  )
  return {
    app: folder === '' ? root : basename(folder),
    folder,
    base,
    layer: layer ?? null,
    environments: layer === undefined ? [] : environmentsIn(names, layer, base),
  }
}

/** `prod.yaml` alone might be anything, unless it speaks of the canary too. */
function isLayer(template: string, hasCanary: readonly string[], base: string | null): boolean {
  return !template.startsWith('{env}.y') || environmentsIn(hasCanary, template, base).length > 0
}

function environmentsIn(names: readonly string[], template: string, base: string | null): string[] {
  const [before = '', after = ''] = template.split('{env}')
  return names
    .filter(name => name !== base && name.startsWith(before) && name.endsWith(after))
    .map(name => name.slice(before.length, name.length - after.length))
    .filter(env => /^[a-z0-9][a-z0-9_-]*$/.test(env) && env !== 'values')
    .sort(compare)
}

/** Neighbours with files of the same names; those without environments of their own fit any. */
function isPattern(group: readonly ValuesFolder[], taken: ReadonlySet<string>): boolean {
  const bases = new Set(group.map(({ base }) => base))
  const isFree = group.every(({ app, folder }) => folder.includes('/') && app === safe(app) && !taken.has(app))
  return group.length > 1 && isFree && bases.size === 1 && layersIn(group).length <= 1
}

function layersIn(group: readonly ValuesFolder[]): string[] {
  return [...new Set(group.flatMap(({ layer }) => layer ?? []))]
}

function asPattern(group: readonly ValuesFolder[]): Found {
  const [{ folder, base } = { folder: '', base: null }] = group
  const [layer = null] = layersIn(group)
  const pattern = `${dirname(folder)}/*`
  const environments = [...new Set(group.flatMap(each => each.environments))].sort(compare)
  const names = group.map(({ app }) => app)
  const some = names.length > 5 ? `${names.slice(0, 5).join(', ')} …` : list(names)
  return {
    key: pattern,
    names,
    folder: dirname(folder),
    line: `${pattern}: values of ${plural(names.length, 'app')}, ${some}${inEnvironments(environments)}`,
    settings: settingsOf('{folder}', base, layer, environments),
  }
}

function asApp({ app, folder, base, layer, environments }: ValuesFolder): Found {
  return {
    key: app,
    names: [app],
    folder,
    line: `${shown(folder)}: values of ${app}${inEnvironments(environments)}`,
    settings: settingsOf(folder, base, layer, environments),
  }
}

function settingsOf(folder: string, base: string | null, layer: string | null, environments: string[]): AppSettings {
  return {
    values: layersOf(folder, base, layer),
    ...(environments.length > 0 && { environments: Object.fromEntries(environments.map(env => [env, {}])) }),
  }
}

function inEnvironments(environments: readonly string[]): string {
  return environments.length === 0 ? '' : `, in ${list(environments)}`
}

function layersOf(folder: string, base: string | null, layer: string | null): Layer[] {
  return [
    ...(base === null ? [] : [below(folder, base)]),
    ...(layer === null
      ? []
      : base === null
        ? [below(folder, layer)]
        : [{ file: below(folder, layer), optional: true }]),
  ]
}
