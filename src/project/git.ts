import { existsSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { InputError, tooLarge } from './read.ts'
import { runGit } from './run-git.ts'

/** A commit, or any other tree, of the repository that some path is in. */
export interface GitTree {
  /** The folder of the repository. */
  root: string
  ref: string
  id: string
}

export interface GitFile {
  /** As the path that it was asked for goes on: `deploy/canary.yaml` for `deploy`. */
  path: string
  /** The path that it was asked for. */
  asked: string
  bytes: Buffer
}

/** A file or folder; `below` is what a path goes on with in it, `''` for the path itself. */
export interface AskedPath {
  path: string
  isWanted: (below: string) => boolean
}

/** Null when there is no such ref.
 *
 * @throws InputError where there is no Git repository */
export function findTree(ref: string, near: string): GitTree | null {
  const folder = existingFolder(near)
  // No ref begins with a dash, and Git would take it for an option.
  const asked = ref.startsWith('-') ? [] : [`${ref}^{tree}`]
  const { status, stdout, stderr } = runGit(folder, ['rev-parse', '--quiet', '--show-toplevel', ...asked])
  const [top = '', id] = stdout.toString().split(/\r?\n/)
  if (top === '') throw new InputError(`--against ${ref}: ${folder} is in no Git repository (${firstLine(stderr)})`)
  return status === 0 && id && /^[0-9a-f]{40,64}$/.test(id) ? { root: realpathSync(top), ref, id } : null
}

/**
 * What lies under paths of a tree: one process lists it, one more gives the contents. A path that the tree does not have gives
 * nothing.
 *
 * @throws InputError
 */
export function readTree(tree: GitTree, asked: readonly AskedPath[], maxSize: number): GitFile[] {
  const folders = asked.map(each => ({ ...each, inTree: pathInTree(tree, each.path) }))
  const entries = listTree(tree, [...new Set(folders.map(({ inTree }) => inTree))])
  const found = folders.flatMap(({ path, inTree, isWanted }) =>
    entries.flatMap(entry => {
      const below = goesOn(entry.path, inTree)
      if (below === null || !isWanted(below)) return []
      return [{ ...entry, asked: path, shown: below === '' ? path : join(path, below) }]
    }),
  )
  for (const { size, path } of found) if (size > maxSize) throw tooLarge(`${tree.ref}:${path}`, maxSize)
  const blobs = readBlobs(tree, found)
  return found.flatMap(({ shown, asked, id }) => {
    const bytes = blobs.get(id)
    return bytes ? [{ path: shown, asked, bytes }] : []
  })
}

interface Entry {
  path: string
  id: string
  size: number
}

/** A command line holds no more than so many. */
const mostPaths = 1000

/** Links and submodules are left out. */
function listTree({ root, id, ref }: GitTree, paths: readonly string[]): Entry[] {
  const limits = paths.includes('') || paths.length > mostPaths ? [] : ['--', ...paths]
  const { status, stdout, stderr } = runGit(root, ['ls-tree', '-r', '-l', '-z', '--full-tree', id, ...limits])
  if (status !== 0) throw new InputError(`cannot list ${ref}: ${firstLine(stderr)}`)
  return stdout
    .toString()
    .split('\0')
    .flatMap(line => {
      const [mode = '', , object = '', size = '', ...names] = line.split(/[ \t]+/)
      const path = line.slice(line.indexOf('\t') + 1)
      return mode.startsWith('100') && names.length > 0 ? [{ path, id: object, size: Number(size) }] : []
    })
}

/** `git cat-file --batch`: a line with name, type and size, then the bytes and a line break, object by object. */
function readBlobs({ root, ref }: GitTree, entries: readonly Entry[]): Map<string, Buffer> {
  const blobs = new Map<string, Buffer>()
  const ids = [...new Set(entries.map(({ id }) => id))]
  if (ids.length === 0) return blobs
  const total = entries.reduce((sum, { size }) => sum + size + 200, 0)
  const { status, stdout, stderr } = runGit(root, ['cat-file', '--batch'], `${ids.join('\n')}\n`, total)
  if (status !== 0) throw new InputError(`cannot read ${ref}: ${firstLine(stderr)}`)
  let at = 0
  for (const id of ids) {
    const end = stdout.indexOf('\n', at)
    const [, type, size] = stdout.toString('latin1', at, end).split(' ')
    // A partial clone may not have it.
    if (type !== 'blob') throw new InputError(`cannot read ${ref}: the repository lacks the object ${id}`)
    at = end + 1 + Number(size)
    blobs.set(id, stdout.subarray(end + 1, at))
    at += 1
  }
  return blobs
}

/** What a path goes on with below a folder; `''` for the path itself, null for one that is elsewhere. */
function goesOn(path: string, folder: string): string | null {
  if (folder === '') return path
  if (path === folder) return ''
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null
}

/** @throws InputError */
export function pathInTree({ root, ref }: GitTree, path: string): string {
  const inside = relative(root, realPath(path))
  if (inside === '..' || inside.startsWith(`..${sep}`)) {
    throw new InputError(`--against ${ref}: ${path} lies outside the repository ${root}`)
  }
  return inside.replaceAll('\\', '/')
}

/** With links resolved as far as the path exists: what is deleted now may be there in Git. */
function realPath(path: string): string {
  const full = resolve(path)
  if (existsSync(full)) return realpathSync(full)
  const up = dirname(full)
  return up === full ? full : join(realPath(up), full.slice(up.length))
}

function existingFolder(path: string): string {
  const full = resolve(path)
  if (existsSync(full) && statSync(full).isDirectory()) return full
  const up = dirname(full)
  return up === full ? full : existingFolder(up)
}

function firstLine(text: Buffer): string {
  return text.toString().trim().split('\n')[0] ?? ''
}
