import { isFolder } from './is-folder.ts'
import { manifestsIn } from './manifest-files.ts'

/**
 * The folders that are for Fleet: with a fleet.yaml somewhere in them.
 *
 * @throws InputError
 */
export function bundleFolders(paths: readonly string[]): string[] {
  const isFleetYaml = (name: string) => name === 'fleet.yaml' || name === 'fleet.yml'
  return paths.filter(path => path !== '-' && isFolder(path) && manifestsIn(path, isFleetYaml).length > 0)
}
