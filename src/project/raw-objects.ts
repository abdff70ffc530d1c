import { takeApart } from '../gitops/fleet/release.ts'
import { isForTools } from '../manifests/read.ts'
import { type ManifestFile, sourceOf } from '../manifests/source.ts'
import { isMap, type Json, type JsonMap, typeName } from '../values/json.ts'
import { type Manifest, manifestOf } from '../values/manifest.ts'
import { readYaml } from '../values/yaml/index.ts'
import { isFolder } from './is-folder.ts'
import { readManifestFiles } from './manifest-files.ts'
import { InputError, readText } from './read.ts'

/**
 * The objects of a file or folder exactly as they stand: what a tool says of two objects depends on every field of theirs. A list
 * of objects is as good as a stream of them, and none at all is no mistake. In a folder, a file that holds something else is left
 * out whole, as Fleet does.
 *
 * @throws InputError
 */
export function readRawObjects(path: string, maxSize: number): Manifest[] {
  const inFolder = path !== '-' && isFolder(path)
  return readManifestFiles([path], maxSize, { mayBeEmpty: true })
    .filter(({ file }) => !inFolder || !isForTools(file))
    .flatMap(file => {
      const values = readDocuments(file).flatMap(value => (Array.isArray(value) ? value : [value]))
      const objects = values.filter(value => value !== null)
      const other = objects.find(value => !isObject(value))
      // Whoever compares objects takes nothing about them for granted.
      if (other === undefined) return objects.filter(isObject).flatMap(takeApart).map(manifestOf)
      if (inFolder) return []
      throw new InputError(
        `${file.file}: ${isMap(other) ? 'a map without kind' : typeName(other)} is no Kubernetes object`,
      )
    })
}

/** The only document of a file, null when it is empty.
 *
 * @throws InputError */
export function readDocument(path: string, maxSize: number): Json {
  const documents = readDocuments({ file: path, text: readText(path, maxSize) }).filter(value => value !== null)
  if (documents.length > 1) throw new InputError(`${path}: expected one document, found ${documents.length}`)
  return documents[0] ?? null
}

/** @throws InputError */
function readDocuments(file: ManifestFile): Json[] {
  const { documents, fault } = readYaml(file.text)
  if (documents) return documents
  const source = sourceOf(file)
  const { line, column } = source.range(fault.start, fault.end)
  const message = source.quotable
    ? fault.message
    : 'this is no YAML; it is not quoted, because there is a Secret in the file'
  throw new InputError(`${file.file}:${line}:${column}: ${message}`)
}

function isObject(value: Json): value is JsonMap {
  return isMap(value) && typeof value['kind'] === 'string'
}
