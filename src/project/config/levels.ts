import { type Pointer, pointer } from '../../values/pointer.ts'
import type { AppSettings, Config, Settings } from './config.ts'

/** One of the four places where a setting may stand. */
export interface Level {
  settings: Settings
  at: Pointer
}

/** A setting and where it stands. */
export interface Said<T> {
  value: T
  at: Pointer
}

/** The levels of an app's environment, the one that counts least first. */
export function levelsOf(config: Config, key: string, app: AppSettings, env: string | null): Level[] {
  const levels: Level[] = [{ settings: config, at: '' }]
  const add = (settings: Settings | null | undefined, at: Pointer) => {
    if (settings) levels.push({ settings, at })
  }
  if (env !== null) add(config.environments?.[env], pointer('environments', env))
  add(app, pointer('apps', key))
  if (env !== null) add(app.environments?.[env], pointer('apps', key, 'environments', env))
  return levels
}

/** The setting that counts. */
export function said<K extends keyof Settings>(
  levels: readonly Level[],
  key: K,
): Said<NonNullable<Settings[K]>> | null {
  for (let i = levels.length - 1; i >= 0; i--) {
    const level = levels[i]
    const value = level?.settings[key]
    if (level && value !== undefined && value !== null) return { value, at: level.at + pointer(key) }
  }
  return null
}

/** The entries of a list that adds up over the levels. */
export function gathered<K extends 'values' | 'manifests' | 'set' | 'setString' | 'setJson'>(
  levels: readonly Level[],
  key: K,
): Said<NonNullable<Settings[K]>[number]>[] {
  return levels.flatMap(({ settings, at }) =>
    (settings[key] ?? []).map((value, i) => ({ value, at: at + pointer(key, i) })),
  )
}

/** What the levels come to together. */
export function merged(levels: readonly Level[]): Settings {
  return Object.assign({}, ...levels.map(({ settings }) => settings))
}
