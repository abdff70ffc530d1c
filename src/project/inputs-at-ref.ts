import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { type GitTree, pathInTree, readTree } from './git.ts'
import type { Inputs } from './inputs.ts'
import { isManifestFile } from './manifest-files.ts'

/** Inputs that name files: the values files, the chart folder, the manifests. */
type Paths = Pick<Inputs, 'values' | 'devtron' | 'manifests'>

/**
 * Does some work with the inputs as they are in a tree of Git: in a folder of their own that only this user can read, and that
 * goes when the work is done. Inputs that the tree does not have are left out, and named in `missing`.
 *
 * @throws InputError
 */
export async function withInputsAt<I extends Paths, T>(
  tree: GitTree,
  inputs: I,
  maxSize: number,
  work: (inputs: I, missing: string[]) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'serin-'))
  try {
    // The folder's name counts: it is that of the app where nothing else says it.
    const root = join(folder, basename(tree.root))
    const placeOf = (path: string) => join(root, pathInTree(tree, path))
    const missing: string[] = []
    const extract = (path: string, wanted: (below: string) => boolean): string[] => {
      const files = readTree(tree, [path], maxSize, (_, below) => wanted(below))
      if (files.length === 0) missing.push(path)
      for (const file of files) {
        const place = placeOf(file.path)
        mkdirSync(dirname(place), { recursive: true })
        writeFileSync(place, file.bytes, { mode: 0o600 })
      }
      return files.length === 0 ? [] : [placeOf(path)]
    }
    const values = inputs.values.flatMap(path => extract(path, below => below === ''))
    const [devtron] = inputs.devtron === undefined ? [] : extract(inputs.devtron, below => !below.includes('/'))
    const manifests = inputs.manifests.flatMap(path => extract(path, below => below === '' || isManifestFile(below)))
    return await work({ ...inputs, values, devtron, manifests }, missing)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
