import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { type AskedPath, type GitTree, pathInTree, readTree } from './git.ts'
import type { Inputs } from './inputs.ts'
import { isManifestFile } from './manifest-files.ts'

/** Inputs, and what they were in a tree of Git. */
export interface OldInputs {
  inputs: Inputs
  /** Null when the tree has none of the values that they name. */
  old: Inputs | null
  /** The paths that the tree does not have, and that are left out. */
  missing: string[]
}

/**
 * Does some work with inputs as they are in a tree of Git: in a folder of their own that only this user can read, and that goes
 * when the work is done.
 *
 * @throws InputError
 */
export async function withInputsAt<T>(
  tree: GitTree,
  inputs: readonly Inputs[],
  maxSize: number,
  work: (old: OldInputs[]) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'serin-'))
  try {
    // The folder's name counts: it is that of the app where nothing else says it.
    const root = join(folder, basename(tree.root))
    const placeOf = (path: string) => join(root, pathInTree(tree, path))
    const found = new Set<string>()
    for (const { path, asked, bytes } of readTree(tree, inputs.flatMap(askedBy), maxSize)) {
      const place = placeOf(path)
      mkdirSync(dirname(place), { recursive: true })
      writeFileSync(place, bytes, { mode: 0o600 })
      found.add(asked)
    }
    return await work(inputs.map(each => moved(each, found, placeOf)))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function askedBy({ values, devtron, manifests }: Inputs): AskedPath[] {
  return [
    ...values.map(path => ({ path, isWanted: (below: string) => below === '' })),
    ...(devtron === undefined ? [] : [{ path: devtron, isWanted: (below: string) => !below.includes('/') }]),
    ...manifests.map(path => ({ path, isWanted: (below: string) => below === '' || isManifestFile(below) })),
  ]
}

function moved(inputs: Inputs, found: ReadonlySet<string>, placeOf: (path: string) => string): OldInputs {
  const there = (paths: readonly string[]) => paths.filter(path => found.has(path)).map(placeOf)
  const values = there(inputs.values)
  const [devtron] = there(inputs.devtron === undefined ? [] : [inputs.devtron])
  const isThere = values.length > 0 || devtron !== undefined
  return {
    inputs,
    old: isThere ? { ...inputs, values, devtron, manifests: there(inputs.manifests) } : null,
    missing: askedBy(inputs).flatMap(({ path }) => (found.has(path) ? [] : [path])),
  }
}
