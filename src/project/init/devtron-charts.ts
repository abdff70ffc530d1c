import { chartOfFolder, environmentsOf } from '../../devtron/folder.ts'
import { isMap } from '../../values/json.ts'
import { list } from '../../values/quote.ts'
import { readYaml } from '../../values/yaml/index.ts'
import { type Found, shown } from './found.ts'
import type { ScannedFile } from './scan.ts'

/** Chart folders that Devtron commits: the newest version of each app's. */
export function findDevtronCharts(folders: ReadonlyMap<string, ScannedFile[]>): Found[] {
  const newest = new Map<string, { folder: string; version: string; ids: string[] }>()
  for (const [folder, files] of folders) {
    const ids = environmentsOf(files.map(({ name }) => name)).map(({ id }) => id)
    const chart = ids.length > 0 ? chartIn(folder, files) : null
    if (!chart) continue
    const other = newest.get(chart.name)
    if (!other || isNewer(chart.version, other.version)) newest.set(chart.name, { folder, version: chart.version, ids })
  }
  return [...newest].map(([app, { folder, ids }]) => ({
    key: app,
    names: [app],
    folder,
    line: `${shown(folder)}: Devtron’s chart folder of ${app}, with the values of environments ${list(ids)}`,
    settings: {
      devtron: shown(folder),
      environments: Object.fromEntries(ids.map(id => [`env-${id}`, { envId: Number(id) }])),
    },
  }))
}

function chartIn(folder: string, files: readonly ScannedFile[]): { name: string; version: string } | null {
  const text = files.find(({ name }) => name === 'Chart.yaml')?.text()
  if (!text || !files.some(({ name }) => name === 'values.yaml')) return null
  const [data] = readYaml(text, { duplicates: 'last', documents: 'first' }).documents ?? []
  const { name, version } = isMap(data) ? data : {}
  if (typeof name !== 'string' || typeof version !== 'string') return null
  return chartOfFolder(folder.split('/').at(-2) ?? '', version) ? { name, version } : null
}

function isNewer(version: string, other: string): boolean {
  const [a, b] = [version, other].map(text => text.split('.').map(Number))
  for (let i = 0; i < 3; i++) {
    const difference = (a?.[i] ?? 0) - (b?.[i] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return false
}
