import { type Pointer, pointer } from '../../values/pointer.ts'
import type { ConfigFile } from './config-file.ts'
import type { AppSettings, Settings } from './config.ts'

/** One of the four places where a setting may stand. */
export interface Level {
  settings: Settings
  at: Pointer
  /** What paths in it are relative to, from the folder of serin.yaml. */
  folder: string
}

/** A setting and where it stands. */
export interface Said<T> {
  value: T
  at: Pointer
  folder: string
}

/** The levels of an app's environment, the one that counts least first. */
export function levelsOf({ data }: ConfigFile, key: string, app: AppSettings, env: string | null, folder: string): Level[] {
  const levels: Level[] = [{ settings: data, at: '', folder: '' }]
  const add = (settings: Settings | null | undefined, at: Pointer, where: string) => {
    if (settings) levels.push({ settings, at, folder: where })
  }
  if (env !== null) add(data.environments?.[env], pointer('environments', env), '')
  add(app, pointer('apps', key), folder)
  if (env !== null) add(app.environments?.[env], pointer('apps', key, 'environments', env), folder)
  return levels
}

/** The setting that counts. */
export function said<K extends keyof Settings>(levels: readonly Level[], key: K): Said<NonNullable<Settings[K]>> | null {
  for (const { settings, at, folder } of levels.toReversed()) {
    const value = settings[key]
    if (value !== undefined && value !== null) return { value, at: at + pointer(key), folder }
  }
  return null
}

/** The entries of a list that adds up over the levels. */
export function gathered<K extends 'values' | 'manifests' | 'set' | 'setString' | 'setJson'>(
  levels: readonly Level[],
  key: K,
): Said<NonNullable<Settings[K]>[number]>[] {
  return levels.flatMap(({ settings, at, folder }) =>
    (settings[key] ?? []).map((value, i) => ({ value, at: at + pointer(key, i), folder })),
  )
}
