import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { identityOf } from '../diff/identity.ts'
import { secretMarker } from '../diff/secrets.ts'
import type { Side } from '../diff/sides.ts'
import { readManifests } from '../manifests/read.ts'
import type { ManifestFile } from '../manifests/source.ts'
import type { Finding } from '../values/finding.ts'
import type { Manifest } from '../values/manifest.ts'
import { findTree, type GitTree, readTree } from './git.ts'
import { type Inputs, maxSizeOf } from './inputs.ts'
import { withInputsAt } from './inputs-at-ref.ts'
import { previewFolder } from './layout.ts'
import { readLedger } from './ledger.ts'
import { load } from './load.ts'
import { isFolder, isManifestFile, manifestsIn } from './manifest-files.ts'
import { hasErrors, outcomeOf } from './outcome.ts'
import { decodeText, InputError, readText } from './read.ts'

/** The two sides of a diff, and what is to be said of reading them. */
export interface Sides {
  before: Side
  after: Side
  /** Mistakes of the inputs as they are now; where there are some, the after side is not what anybody would apply. */
  findings: Finding[]
  texts: Map<string, string>
  notes: string[]
}

const nothing: Side = { objects: [], generated: new Set() }

/**
 * The inputs as they are now, and what they are compared with: a folder, a file or stdin (`-`) with manifests, or the same inputs
 * in a commit.
 *
 * @throws InputError
 */
export async function readSides(inputs: Inputs, against: string): Promise<Sides> {
  const reader = manifestReader(maxSizeOf(inputs))
  const isRendered = inputs.values.length > 0 || inputs.devtron !== undefined
  const near = [...inputs.values, inputs.devtron, ...inputs.manifests].find(path => path !== undefined && path !== '-')
  const isPath = against === '-' || existsSync(against)
  const tree = isPath ? null : findTree(against, near ?? '.')
  if (!isPath && !tree) throw new InputError(unknownRef(against, near ?? '.'))
  if (tree && near === undefined) throw new InputError('stdin cannot be read at a Git ref')
  if (against === '-' && [...inputs.values, ...inputs.manifests].includes('-')) {
    throw new InputError('stdin can be read once only')
  }
  if (!isRendered) {
    if (inputs.manifests.length === 0) throw noInput()
    const before = tree ? reader.inTree(tree, inputs.manifests) : reader.onDisk([against])
    return { before, after: reader.onDisk(inputs.manifests), findings: [], texts: new Map(), notes: [] }
  }
  const now = await rendered(inputs, reader)
  if (!tree) return { ...now, ...againstFolder(now.after, against, inputs.namespace, reader) }
  const then = await withInputsAt(tree, inputs, maxSizeOf(inputs), async (old, missing) => {
    const notes = missing.map(path => `${path} is not there in ${tree.ref}`)
    if (old.values.length === 0 && old.devtron === undefined) return { after: nothing, findings: [], notes }
    const side = await rendered(old, reader)
    return { ...side, notes: [...notes, ...brokenThen(side.findings, tree)] }
  })
  return { ...now, before: then.after, notes: [...now.notes, ...then.notes] }
}

/** Two files or folders of manifests.
 *
 * @throws InputError */
export function readTwo(before: string, after: string, maxSize: number): Pick<Sides, 'before' | 'after'> {
  const reader = manifestReader(maxSize)
  return { before: reader.onDisk([before]), after: reader.onDisk([after]) }
}

function noInput(): InputError {
  return new InputError('no input: give values with -f, a chart folder with --devtron, or manifests with --manifests')
}

function unknownRef(against: string, near: string): string {
  const known = findTree(`origin/${against}`, near) ? `; did you mean origin/${against}?` : ''
  return `--against ${against}: there is no such file, folder or Git ref${known}`
}

function brokenThen(findings: readonly Finding[], { ref }: GitTree): string[] {
  const [first] = findings.filter(({ severity }) => severity === 'error')
  return first ? [`in ${ref} the inputs were wrong: ${first.message}`] : []
}

/** What the inputs give: for Git, from the controller, and what was given beside values. */
async function rendered(inputs: Inputs, reader: ManifestReader) {
  const loaded = await load(inputs)
  const { outputs, findings } = outcomeOf(loaded)
  const made = outputs.filter(({ part }) => part !== 'changed')
  const given = inputs.manifests.length > 0 ? reader.onDisk(inputs.manifests).objects : []
  const after: Side = {
    objects: [...given, ...made.map(({ manifest }) => manifest)],
    generated: new Set(made.filter(({ part }) => part === 'generated').map(({ manifest }) => manifest)),
  }
  const errors = findings.filter(({ severity }) => severity === 'error')
  return { after, findings: hasErrors(findings) ? errors : [], texts: loaded.texts, notes: loaded.notes }
}

/**
 * A folder that serin has written holds its preview, too, and files of others: those count where they are what serin renders.
 * Without a preview there is nothing to compare generated objects with.
 */
function againstFolder(after: Side, path: string, namespace: string, reader: ManifestReader) {
  const preview = join(path, previewFolder)
  const own = path !== '-' && isFolder(path) ? readLedger(path) : null
  const shown = own && existsSync(preview) ? reader.onDisk([preview]).objects : []
  const rendered = new Set(after.objects.map(object => identityOf(object, namespace)))
  const isRendered = (object: Manifest) => rendered.has(identityOf(object, namespace))
  const files = reader.filesOf([path])
  const written = reader.read(
    own ? files.filter(({ file }) => own.files.has(relative(path, file).replaceAll('\\', '/'))) : files,
  )
  const foreign = own ? reader.read(files).filter(object => !written.includes(object)) : []
  const before: Side = {
    objects: [...foreign.filter(isRendered), ...shown, ...written],
    generated: new Set(shown),
  }
  const known = new Set(before.objects.map(object => identityOf(object, namespace)))
  const isShown = (object: Manifest) =>
    shown.length > 0 || !after.generated.has(object) || known.has(identityOf(object, namespace))
  const left = foreign.filter(object => !isRendered(object)).length
  return {
    before,
    after: { ...after, objects: after.objects.filter(isShown) },
    notes: left > 0 ? [`${left} objects in ${path} are not serin’s, and are left out`] : [],
  }
}

interface ManifestReader {
  filesOf: (paths: readonly string[]) => ManifestFile[]
  read: (files: readonly ManifestFile[]) => Manifest[]
  onDisk: (paths: readonly string[]) => Side
  inTree: (tree: GitTree, paths: readonly string[]) => Side
}

/** Reads manifests of both sides: a text that both have is read once, and a Secret's values are known by the same marks. */
function manifestReader(maxSize: number): ManifestReader {
  const hide = secretMarker()
  const known = new Map<string, Manifest[]>()

  function read(files: readonly ManifestFile[]): Manifest[] {
    return files.flatMap(file => {
      const objects = known.get(file.text) ?? objectsOf(file)
      known.set(file.text, objects)
      return objects
    })
  }

  function objectsOf(file: ManifestFile): Manifest[] {
    const { given, findings } = readManifests([file], hide)
    const fault = findings.find(({ severity }) => severity === 'error')
    if (fault)
      throw new InputError(`${file.file}:${fault.place.line}:${fault.place.column} ${fault.message} [${fault.code}]`)
    return given.map(({ manifest }) => manifest)
  }

  const side = (objects: Manifest[]): Side => ({ objects, generated: new Set() })
  const filesOf = (paths: readonly string[]) =>
    paths.flatMap(path => {
      const files = path !== '-' && isFolder(path) ? manifestsIn(path, isObjectFile) : [path]
      return files.map(file => ({ file: file === '-' ? '<stdin>' : file, text: readText(file, maxSize) }))
    })
  return {
    filesOf,
    read,
    onDisk: paths => side(read(filesOf(paths))),
    inTree: (tree, paths) => {
      const files = readTree(tree, paths, maxSize, (_, below) => below === '' || isManifestFile(below))
      return side(
        read(files.map(({ path, bytes }) => ({ file: path, text: decodeText(bytes, `${tree.ref}:${path}`) }))),
      )
    },
  }
}

/** `kubectl diff` names its files by the object: `apps.v1.Deployment.prod.shop`. */
const kubectlName = /^(?:[a-z0-9.-]+\.)?v\d+(?:(?:alpha|beta)\d+)?\.[A-Z]\w*\./

function isObjectFile(name: string): boolean {
  return isManifestFile(name) || kubectlName.test(name)
}
