import type { Option } from '../../options.ts'
import { isParameter, pluginOptions } from './environment.ts'

/** A parameter as Argo CD’s page shows it (Argo CD 3.6, reposerver/repository/repository.proto). */
export interface Announcement {
  name: string
  title: string
  tooltip: string
  collectionType: 'string' | 'array' | 'map'
  string?: string
  array?: string[]
  map?: Record<string, string>
}

/** Where the words of the command line’s help would not fit. */
const words: Record<string, [title: string, tooltip: string]> = {
  values: ['Values files', 'values layers in the application’s folder, lowest first'],
  devtron: [
    'Devtron folder',
    'a folder with Chart.yaml, values.yaml and _<envId>-values.yaml, instead of values files',
  ],
  app: ['App', 'the Devtron app; with serin.yaml the app that this application is, if its folder does not tell'],
  env: ['Environment', 'which environment of serin.yaml, or which _<envId>-values.yaml of the Devtron folder'],
  manifests: ['Manifests', 'files or folders with the workload, its autoscaler and ConfigMaps; read, not applied'],
  set: ['Values', 'single values over the files: flaggerCanary.analysis.stepWeight = 10'],
  'set-string': ['Values, as texts', 'single values that stay texts'],
}

/** Announced by plugin.yaml itself. */
export const staticAnnouncements: Announcement[] = [
  { ...announcementOf('set'), collectionType: 'map', map: {} },
  { ...announcementOf('set-string'), collectionType: 'map', map: {} },
]

/** What is at hand in the application’s folder; a default that is shown is the one that applies. */
export function dynamicAnnouncements(defaults: Readonly<Record<string, string | string[]>>): Announcement[] {
  const told = new Set(staticAnnouncements.map(({ name }) => name))
  return Object.keys(pluginOptions)
    .filter(name => isParameter(name) && !told.has(name))
    .map(name => {
      const { string, ...announcement } = announcementOf(name)
      const value = defaults[name] ?? string ?? ''
      if (announcement.collectionType === 'array') return { ...announcement, array: [value].flat().filter(Boolean) }
      return value === '' || Array.isArray(value) ? announcement : { ...announcement, string: value }
    })
}

function announcementOf(name: string): Announcement {
  const option: Option | undefined = Object.entries(pluginOptions).find(([key]) => key === name)?.[1]
  const [title, tooltip] = words[name] ?? [name, option?.text ?? '']
  return {
    name,
    title,
    tooltip,
    collectionType: option?.type === 'list' ? 'array' : 'string',
    ...(option?.default === undefined ? {} : { string: option.default }),
  }
}
