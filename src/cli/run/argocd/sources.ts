import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { dirname, join, posix, relative, resolve, sep } from 'node:path'
import { environmentsOf } from '../../../devtron/folder.ts'
import { configName, isConfig } from '../../../project/config/find-config.ts'
import type { Inputs } from '../../../project/inputs.ts'
import { InputError } from '../../../project/read.ts'

/**
 * What an application is made of when it does not say: a folder that Devtron commits, or else values.yaml.
 *
 * @throws InputError
 */
export function withSources<T extends Inputs>(inputs: T, folder: string): T {
  if (inputs.values.length > 0 || inputs.devtron !== undefined) return inputs
  if (environments(folder).length > 0) return { ...inputs, devtron: '.' }
  const values = ['values.yaml', 'values.yml'].find(name => existsSync(join(folder, name)))
  if (values) return { ...inputs, values: [values] }
  throw new InputError('there is no values.yaml in the application’s folder; name the files in the parameter values')
}

/** The ids of the environments of a folder that Devtron commits. */
export function environments(folder: string): string[] {
  return existsSync(join(folder, 'Chart.yaml')) ? environmentsOf(readdirSync(folder)).map(({ id }) => id) : []
}

/**
 * Nothing outside of the repository is read, not by a link in it either: others’ repositories lie beside it.
 *
 * @throws InputError
 */
export function assertInside(paths: readonly string[], folder: string, appPath: string): void {
  const root = rootOf(folder, appPath)
  for (const path of paths) {
    const target = resolve(folder, path)
    const real = existsSync(target) ? realpathSync(target) : target
    if (path === '-' || !isWithin(root, target) || !isWithin(realpathSync(root), real)) {
      throw new InputError(`${path} is not in the repository`)
    }
  }
}

function rootOf(folder: string, appPath: string): string {
  const depth = posix
    .normalize(appPath)
    .split('/')
    .filter(part => part !== '.' && part !== '').length
  return resolve(folder, ...Array.from({ length: depth }, () => '..'))
}

export function isWithin(root: string, path: string): boolean {
  const way = relative(root, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !way.startsWith(sep)
}

/** serin.yaml of the application’s folder, or of one above it in the repository; null when there is none. */
export function findConfigIn(folder: string, appPath: string): string | null {
  const root = rootOf(folder, appPath)
  for (let at = folder; isWithin(root, at); at = dirname(at)) {
    if (isConfig(join(at, configName))) return relative(folder, join(at, configName))
  }
  return null
}
