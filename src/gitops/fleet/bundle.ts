import { isMap, type JsonMap } from '../../values/json.ts'
import { found } from './bundle/check-files.ts'
import type { BundleProblem } from './bundle/codes.ts'
import { readDocuments, readRawFile } from './bundle/documents.ts'
import { type BundleContent, type BundleFile, loadFiles } from './bundle/files.ts'
import { type BundleManifests, type BundleStyle, manifestsOf } from './bundle/manifests.ts'
import { bundleProblems } from './bundle/problems.ts'
import { findBundles } from './bundle/scan.ts'
import { type Cluster, customizationsOf, optionsFor } from './bundle/targets.ts'
import { itemAt, textAt } from './object.ts'

export type { BundleFile } from './bundle/files.ts'
export type { Cluster } from './bundle/targets.ts'

/** A bundle as Fleet reads it from a Git repository. */
export interface FleetBundle {
  /** The folder, from the root of what was read; `''` is the root. */
  folder: string
  /** The options file, or null. */
  file: string | null
  name: string
  options: JsonMap
  style: BundleStyle
  content: BundleContent
  /** What is deployed where no target customization matches, in Fleet's order; empty for charts and kustomizations. */
  manifests: BundleFile[]
  /** The objects in them, without those that Fleet skips. */
  objects: JsonMap[]
  problems: BundleProblem[]
}

/** Every bundle that a GitRepo makes of a path, with the mistakes in it. Folders from which nothing is deployed are left out. */
export function readBundles(files: BundleFile[], gitRepo: string, path = ''): FleetBundle[] {
  return findBundles(files, gitRepo, path)
    .map(({ folder, options: file, name }) => readBundle(files, folder, file, name))
    .filter(({ content, style, problems }) => content.resources.length > 0 || style.helm || problems.length > 0)
}

/** What a bundle deploys to a cluster; null when a customization keeps it away. */
export function manifestsFor(bundle: FleetBundle, cluster: Cluster): BundleManifests | null {
  const { options } = optionsFor(bundle.options, cluster)
  return options && manifestsOf(bundle.content.resources, options)
}

function readBundle(files: BundleFile[], folder: string, file: string | null, name: string): FleetBundle {
  const text = files.find(each => each.file === file)?.text ?? ''
  const { options, problem } = readOptions(text, file ?? '')
  const content = loadFiles(files, folder, valuesFiles(options))
  const { style, raw, templates, faults } = manifestsOf(content.resources, options)
  const objects = raw.flatMap(manifest => {
    const read = readRawFile(manifest.text)
    return 'objects' in read ? read.objects : []
  })
  const read = { files, folder, file, options, content, style, raw, templates, faults, objects }
  return {
    folder,
    file,
    name: textAt(options, 'name') || name,
    options,
    style,
    content,
    manifests: raw,
    objects,
    problems: [...(problem ? [problem] : []), ...bundleProblems(read)],
  }
}

function readOptions(text: string, file: string): { options: JsonMap; problem: BundleProblem | null } {
  const read = readDocuments(text)
  if ('error' in read)
    return { options: {}, problem: found('GO202', 'error', file, `Fleet cannot read it: ${read.error}`) }
  const [first = {}] = read.documents
  if (isMap(first)) return { options: first, problem: null }
  return { options: {}, problem: found('GO202', 'error', file, 'Fleet cannot read it: it is no map') }
}

/** Values files are folded into the values; they are no manifests. */
function valuesFiles(options: JsonMap): string[] {
  const holders = [options, ...customizationsOf(options).map(({ target }) => target)]
  return holders.flatMap(holder => {
    const files = itemAt(holder, 'helm', 'valuesFiles')
    return Array.isArray(files) ? files.filter(file => typeof file === 'string') : []
  })
}
