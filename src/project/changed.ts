import { dirname, join, resolve } from 'node:path'
import { InputError } from './read.ts'
import { runGit } from './run-git.ts'
import type { Unit } from './unit.ts'

/**
 * The units of which a file differs from a commit, in the working tree as it is: changed, new, removed; of the input or of the
 * output, which somebody may have edited. A change of serin.yaml itself counts for all of them.
 *
 * @throws InputError
 */
export function changedUnits(units: readonly Unit[], config: string, ref: string): Unit[] {
  const changed = changedPaths(dirname(resolve(config)), ref)
  if (changed.has(resolve(config))) return [...units]
  return units.filter(({ sources, output: { out } }) =>
    [...sources, ...(out === null ? [] : [out])].some(path => changed.has(resolve(path))),
  )
}

/** Absolute paths of what differs, and of every folder above, so that a folder is found by what is in it. */
function changedPaths(folder: string, ref: string): Set<string> {
  const commit = git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`], ref).trim()
  const root = resolve(folder, git(folder, ['rev-parse', '--show-cdup'], ref).trim())
  const paths = new Set<string>()
  for (const path of [
    ...git(root, ['diff', '--name-only', '--no-renames', '--no-ext-diff', '-z', commit, '--'], ref).split('\0'),
    ...git(root, ['ls-files', '--others', '--exclude-standard', '-z'], ref).split('\0'),
  ]) {
    if (path === '') continue
    for (let at = join(root, path); at !== root && !paths.has(at); at = dirname(at)) paths.add(at)
  }
  return paths
}

function git(folder: string, words: string[], ref: string): string {
  const { status, stdout } = runGit(folder, words)
  if (status !== 0) throw new InputError(`--changed-since ${ref}: Git knows no such commit in ${folder}`)
  return stdout.toString()
}
