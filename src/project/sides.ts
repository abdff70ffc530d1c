import { existsSync } from 'node:fs'
import type { Side } from '../diff/sides.ts'
import { outcomeOf } from '../library/outcome.ts'
import { type Finding, isError } from '../values/finding.ts'
import { againstManifests } from './against-manifests.ts'
import { findTree, type GitTree } from './git.ts'
import { type Inputs, maxSizeOf } from './inputs.ts'
import { type OldInputs, withInputsAt } from './inputs-at-ref.ts'
import { load } from './load.ts'
import { type ManifestReader, manifestReader } from './manifest-reader.ts'
import { otherInputs } from './other-input.ts'
import { InputError } from './read.ts'

/** The two sides of a diff, and what is to be said of reading them. */
export interface Sides {
  before: Side
  after: Side
  /** Errors of the inputs as they are now: where there are some, the after side is not what anybody would apply. */
  findings: Finding[]
  texts: ReadonlyMap<string, string>
  notes: string[]
}

/** Sides of some inputs. */
export interface InputSides extends Sides {
  inputs: Inputs
}

/**
 * Inputs as they are now, those of one app or of several, and what they are compared with: a folder or file with manifests or
 * values, stdin (`-`), or the same inputs in a commit.
 *
 * @throws InputError
 */
export async function readSides(all: readonly Inputs[], against: string): Promise<InputSides[]> {
  const [first] = all
  if (!first) return []
  const paths = all.flatMap(pathsOf)
  if (against === '-' && (paths.includes('-') || all.length > 1)) throw new InputError('stdin can be read once only')
  const tree = against === '-' || existsSync(against) ? null : treeOf(against, paths)
  const maxSize = maxSizeOf(first)
  const reader = manifestReader(maxSize)
  const plain = all
    .filter(inputs => !isRendered(inputs))
    .map(inputs => plainSides(inputs, tree ? reader.inTree(tree, inputs.manifests) : reader.onDisk([against]), reader))
  const rest = all.filter(isRendered)
  if (rest.length === 0) return plain
  const rendered = tree
    ? await withInputsAt(tree, rest, maxSize, old => inTurn(old, each => againstOld(each, tree, reader)))
    : await inTurn(rest, inputs => againstPath(inputs, against, all.length === 1, reader))
  return [...plain, ...rendered]
}

/** Two files or folders of manifests.
 *
 * @throws InputError */
export function readTwo(before: string, after: string, maxSize: number): Sides {
  const reader = manifestReader(maxSize)
  const sides = { before: reader.onDisk([before]), after: reader.onDisk([after]) }
  return { ...sides, findings: [], texts: new Map(), notes: reader.takeNotes() }
}

function pathsOf({ values, devtron, manifests }: Inputs): string[] {
  return [...values, ...(devtron === undefined ? [] : [devtron]), ...manifests]
}

/** Values are rendered, manifests are read. */
function isRendered({ values, devtron }: Inputs): boolean {
  return values.length > 0 || devtron !== undefined
}

/** @throws InputError */
function treeOf(against: string, paths: readonly string[]): GitTree {
  const near = paths.find(path => path !== '-')
  if (near === undefined || paths.includes('-')) throw new InputError('stdin cannot be read at a Git ref')
  const tree = findTree(against, near)
  if (tree) return tree
  const known = findTree(`origin/${against}`, near) ? `; did you mean origin/${against}?` : ''
  throw new InputError(`--against ${against}: there is no such file, folder or Git ref${known}`)
}

function plainSides(inputs: Inputs, before: Side, reader: ManifestReader): InputSides {
  const after = reader.onDisk(inputs.manifests)
  return { inputs, before, after, findings: [], texts: new Map(), notes: reader.takeNotes() }
}

const nothing: Side = { objects: [], generated: new Set() }

async function againstOld({ inputs, old, missing }: OldInputs, { ref }: GitTree, reader: ManifestReader) {
  const now = await rendered(inputs, reader)
  const notes = missing.map(path => `${path} is not there in ${ref}`)
  const then = old && (await rendered(old, reader))
  return {
    ...now,
    before: then?.side ?? nothing,
    notes: [...now.notes, ...notes, ...(then ? faultOf(then.findings, ref) : []), ...reader.takeNotes()],
  }
}

/** Other values are rendered as these are; manifests are read. */
async function againstPath(inputs: Inputs, against: string, isOnly: boolean, reader: ManifestReader) {
  const now = await rendered(inputs, reader)
  const other = against === '-' ? null : otherInputs(inputs, against)
  if (other && other.manifests.length === 0) {
    const then = await rendered(other, reader)
    if (then.unreadable)
      throw new InputError(`cannot read ${against}: ${then.findings[0]?.message ?? 'it holds no values'}`)
    return {
      ...now,
      before: then.side,
      notes: [...now.notes, ...faultOf(then.findings, against), ...reader.takeNotes()],
    }
  }
  const { namespace } = inputs
  const { before, after, notes } = againstManifests(now.after, against, { namespace, isOnly }, reader)
  return { ...now, before, after, notes: [...now.notes, ...notes, ...reader.takeNotes()] }
}

/** What the inputs give: for Git, from the controller, and what was given beside values. */
async function rendered(inputs: Inputs, reader: ManifestReader) {
  const loaded = await load(inputs)
  const { outputs, findings } = outcomeOf(loaded)
  const made = outputs.filter(({ part }) => part !== 'changed')
  const side: Side = {
    objects: [...reader.onDisk(inputs.manifests).objects, ...made.map(({ manifest }) => manifest)],
    generated: new Set(made.filter(({ part }) => part === 'generated').map(({ manifest }) => manifest)),
  }
  const errors = findings.filter(isError)
  const { texts, notes, unreadable } = loaded
  return { inputs, side, after: side, findings: errors, texts, notes, unreadable }
}

function faultOf([first]: readonly Finding[], where: string): string[] {
  return first ? [`in ${where} the inputs were wrong: ${first.message}`] : []
}

async function inTurn<A, B>(all: readonly A[], work: (each: A) => Promise<B>): Promise<B[]> {
  const done: B[] = []
  for (const each of all) done.push(await work(each))
  return done
}
