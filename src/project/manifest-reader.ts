import { secretMarker } from '../diff/secrets.ts'
import type { Side } from '../diff/sides.ts'
import { readManifests } from '../manifests/read.ts'
import type { ManifestFile } from '../manifests/source.ts'
import type { Manifest } from '../values/manifest.ts'
import { type GitTree, readTree } from './git.ts'
import { isFolder, isManifestFile, manifestsIn } from './manifest-files.ts'
import { decodeText, InputError, readText } from './read.ts'

/** Reads manifests of both sides: a text that both have is read once, and a Secret's values are known by the same marks. */
export interface ManifestReader {
  /** The files of a path, which may be a folder or `-`. */
  filesOf: (path: string) => ManifestFile[]
  read: (files: readonly ManifestFile[]) => Manifest[]
  onDisk: (paths: readonly string[]) => Side
  inTree: (tree: GitTree, paths: readonly string[]) => Side
  /** What could not be read as an object since this was asked last, and is left out. */
  takeNotes: () => string[]
}

/** All of its functions throw an InputError for what cannot be read at all. */
export function manifestReader(maxSize: number): ManifestReader {
  const hide = secretMarker()
  const known = new Map<string, Manifest[]>()
  const notes: string[] = []

  function read(files: readonly ManifestFile[]): Manifest[] {
    return files.flatMap(file => {
      const objects = known.get(file.text) ?? objectsOf(file)
      known.set(file.text, objects)
      return objects
    })
  }

  function objectsOf({ file, text }: ManifestFile): Manifest[] {
    const { given, findings } = readManifests([{ file, text: asStream(text) }], hide)
    for (const { code, severity, message, place } of findings) {
      const note = `${file}:${place.line}:${place.column} ${message} [${code}]`
      if (code.startsWith('YM')) throw new InputError(note)
      if (severity === 'error') notes.push(note)
    }
    return given.map(({ manifest }) => manifest)
  }

  const side = (objects: Manifest[]): Side => ({ objects, generated: new Set() })
  const filesOf = (path: string) => {
    const files = path !== '-' && isFolder(path) ? manifestsIn(path, isObjectFile) : [path]
    return files.map(file => ({ file: file === '-' ? '<stdin>' : file, text: readText(file, maxSize) }))
  }
  return {
    filesOf,
    read,
    onDisk: paths => side(read(paths.flatMap(filesOf))),
    inTree(tree, paths) {
      const isWanted = (below: string) => below === '' || isManifestFile(below)
      const asked = paths.map(path => ({ path, isWanted }))
      const files = readTree(tree, asked, maxSize)
      return side(
        read(files.map(({ path, bytes }) => ({ file: path, text: decodeText(bytes, `${tree.ref}:${path}`) }))),
      )
    },
    takeNotes: () => notes.splice(0),
  }
}

/** A JSON array of manifests, as `serin render` prints it, is as good as a List. */
function asStream(text: string): string {
  return /^\s*\[/.test(text) ? `{"apiVersion":"v1","kind":"List","items":${text}}` : text
}

/** `kubectl diff` names its files by the object: `apps.v1.Deployment.prod.shop`. */
const kubectlName = /^(?:[a-z0-9.-]+\.)?v\d+(?:(?:alpha|beta)\d+)?\.[A-Z]\w*\./

function isObjectFile(name: string): boolean {
  return isManifestFile(name) || kubectlName.test(name)
}
