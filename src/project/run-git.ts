import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { codeOf, InputError } from './read.ts'

const mostBytes = 2 ** 30

/**
 * Git finds the repository by the folder alone: in a hook or a driver the environment speaks of another.
 *
 * @throws InputError where Git cannot be started
 */
export function runGit(
  folder: string,
  args: readonly string[],
  input = '',
  maxBuffer = mostBytes,
): SpawnSyncReturns<Buffer> {
  const { GIT_DIR: _, GIT_WORK_TREE: __, GIT_INDEX_FILE: ___, GIT_PREFIX: ____, ...env } = process.env
  const result = spawnSync('git', ['-C', folder, ...args], { input, env: { ...env, LC_ALL: 'C' }, maxBuffer })
  if (result.error) {
    const why = codeOf(result.error) === 'ENOENT' ? 'git is not installed' : result.error.message
    throw new InputError(`cannot run git: ${why}`)
  }
  return result
}
