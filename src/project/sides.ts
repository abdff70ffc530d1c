import { existsSync } from 'node:fs'
import type { Side } from '../diff/sides.ts'
import type { Finding } from '../values/finding.ts'
import { againstManifests } from './against-manifests.ts'
import { findTree, type GitTree } from './git.ts'
import { type Inputs, maxSizeOf } from './inputs.ts'
import { withInputsAt } from './inputs-at-ref.ts'
import { load } from './load.ts'
import { type ManifestReader, manifestReader } from './manifest-reader.ts'
import { otherInputs } from './other-input.ts'
import { outcomeOf } from './outcome.ts'
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

const nothing: Side = { objects: [], generated: new Set() }

/**
 * The inputs as they are now, and what they are compared with: a folder or file with manifests or values, stdin (`-`), or the same
 * inputs in a commit.
 *
 * @throws InputError
 */
export async function readSides(inputs: Inputs, against: string): Promise<Sides> {
  const { values, devtron, manifests } = inputs
  const paths = [...values, ...(devtron === undefined ? [] : [devtron]), ...manifests]
  if (paths.length === 0) throw noInput()
  if (against === '-' && paths.includes('-')) throw new InputError('stdin can be read once only')
  const tree = against === '-' || existsSync(against) ? null : treeOf(against, paths)
  const reader = manifestReader(maxSizeOf(inputs))
  if (values.length === 0 && devtron === undefined) {
    const before = tree ? reader.inTree(tree, manifests) : reader.onDisk([against])
    const after = reader.onDisk(manifests)
    return { before, after, findings: [], texts: new Map(), notes: reader.notes }
  }
  const now = await rendered(inputs, reader)
  const then = tree ? await renderedAt(tree, inputs, reader) : await renderedOrRead(against, inputs, now.after, reader)
  return { ...now, ...then, notes: [...now.notes, ...then.notes, ...reader.notes] }
}

/** Two files or folders of manifests.
 *
 * @throws InputError */
export function readTwo(before: string, after: string, maxSize: number): Pick<Sides, 'before' | 'after' | 'notes'> {
  const reader = manifestReader(maxSize)
  return { before: reader.onDisk([before]), after: reader.onDisk([after]), notes: reader.notes }
}

function noInput(): InputError {
  return new InputError('no input: give values with -f, a chart folder with --devtron, or manifests with --manifests')
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

/** What the inputs give: for Git, from the controller, and what was given beside values. */
async function rendered(inputs: Inputs, reader: ManifestReader) {
  const loaded = await load(inputs)
  const { outputs, findings } = outcomeOf(loaded)
  const made = outputs.filter(({ part }) => part !== 'changed')
  const after: Side = {
    objects: [...reader.onDisk(inputs.manifests).objects, ...made.map(({ manifest }) => manifest)],
    generated: new Set(made.filter(({ part }) => part === 'generated').map(({ manifest }) => manifest)),
  }
  const errors = findings.filter(({ severity }) => severity === 'error')
  return { after, findings: errors, texts: loaded.texts, notes: loaded.notes }
}

async function renderedAt(tree: GitTree, inputs: Inputs, reader: ManifestReader) {
  return withInputsAt(tree, inputs, maxSizeOf(inputs), async (old, missing) => {
    const notes = missing.map(path => `${path} is not there in ${tree.ref}`)
    if (old.values.length === 0 && old.devtron === undefined) return { before: nothing, notes }
    return asBefore(await rendered(old, reader), tree.ref, notes)
  })
}

/** Other values are rendered as these are; manifests are read. */
async function renderedOrRead(against: string, inputs: Inputs, after: Side, reader: ManifestReader) {
  const other = against === '-' ? null : otherInputs(inputs, against)
  const isValues = other && other.manifests.length === 0
  if (isValues) return asBefore(await rendered(other, reader), against, [])
  return againstManifests(after, against, inputs.namespace, reader)
}

function asBefore({ after, findings: [first] }: { after: Side; findings: Finding[] }, where: string, notes: string[]) {
  return { before: after, notes: first ? [...notes, `in ${where} the inputs were wrong: ${first.message}`] : notes }
}
