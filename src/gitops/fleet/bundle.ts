import { compare } from '../../values/finding.ts'
import { isMap, type JsonMap } from '../../values/json.ts'
import { checkCharts } from './bundle/check-charts.ts'
import { checkIgnoreFiles, checkRaw, checkTemplates, found, hasCanary, overlayProblem } from './bundle/check-files.ts'
import { checkOptions } from './bundle/check-options.ts'
import { checkComparePatches } from './bundle/check-patches.ts'
import type { BundleProblem } from './bundle/codes.ts'
import { readDocuments, readRawFile } from './bundle/documents.ts'
import { type BundleContent, type BundleFile, basename, loadFiles } from './bundle/files.ts'
import { type BundleManifests, type BundleStyle, manifestsOf, overlaysOf } from './bundle/manifests.ts'
import { mergeOptions } from './bundle/options.ts'
import { findBundles } from './bundle/scan.ts'
import { type Cluster, customizationsOf, optionsFor } from './bundle/targets.ts'
import { inNamespace, itemAt, textAt } from './object.ts'

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

/** Above this Fleet compresses a bundle, which then has to stay below the same number of bytes. */
const largeBundle = 1_000_000

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
  const root = folder === '' ? '' : `${folder}/`
  const inBundle = (problems: BundleProblem[]) => problems.map(each => ({ ...each, file: root + each.file }))
  const optionsName = basename(file ?? 'fleet.yaml')
  const overlays = [
    ...faults.map(fault => overlayProblem(fault, { file: optionsName, path: '/yaml/overlays' })),
    ...targetOverlays(content, options, optionsName),
  ]
  const problems = [
    ...(problem ? [problem] : []),
    ...ofOptions(options, file, style, objects, pathsIn(files, root)),
    ...inBundle([
      ...checkRaw(raw, options),
      ...checkTemplates(templates),
      ...checkIgnoreFiles(filesOf(files, root)),
      ...overlays,
      ...ofContent(content, style),
    ]),
    ...ofFolder(folder, file, content, files),
  ]
  return {
    folder,
    file,
    name: textAt(options, 'name') || name,
    options,
    style,
    content,
    manifests: raw,
    objects,
    problems: unique(problems),
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

function ofOptions(
  options: JsonMap,
  file: string | null,
  style: BundleStyle,
  objects: JsonMap[],
  paths: string[],
): BundleProblem[] {
  if (file === null) return []
  const placed = style.helm || style.kustomize ? null : objects.map(object => inOwnNamespace(object, options))
  const problems: BundleProblem[] = [
    ...checkOptions(options),
    ...checkCharts(options, paths),
    ...checkComparePatches(options, placed),
  ].map(problem => ({ ...problem, file }))
  if ((style.helm || style.kustomize) && overlaysOf(options).length > 0) {
    const message = `overlays change raw manifests, and this bundle is a ${style.helm ? 'chart' : 'kustomization'}`
    problems.push({ ...found('GO245', 'warning', file, message), path: '/yaml/overlays' })
  }
  if (itemAt(options, 'correctDrift', 'enabled') === true && hasCanary(objects)) {
    problems.push({
      ...found('GO205', 'error', file, 'any drift rolls the whole release back, in the middle of a canary too'),
      path: '/correctDrift/enabled',
    })
  }
  return problems
}

function inOwnNamespace(object: JsonMap, options: JsonMap): JsonMap {
  const forced = textAt(options, 'namespace')
  const own = textAt(object, 'metadata', 'namespace')
  return inNamespace(object, forced || own || textAt(options, 'defaultNamespace') || 'default')
}

/** Overlays that only target customizations ask for. */
function targetOverlays(content: BundleContent, options: JsonMap, file: string): BundleProblem[] {
  const base = new Set(overlaysOf(options))
  return customizationsOf(options).flatMap(({ target, path }) =>
    manifestsOf(content.resources, mergeOptions(options, target))
      .faults.filter(({ overlay }) => !base.has(overlay))
      .map(fault => overlayProblem(fault, { file, path: `${path}/yaml/overlays` })),
  )
}

function ofContent(content: BundleContent, style: BundleStyle): BundleProblem[] {
  const problems: BundleProblem[] = []
  if (content.malformed) {
    const { file, pattern } = content.malformed
    problems.push(found('GO233', 'error', file, `pattern \`${pattern}\` is malformed: the bundle stops`))
  }
  for (const { file } of content.resources) {
    if (style.kustomize || !/^kustomization\.yml$|(^|\/)Kustomization$/.test(file)) continue
    const message = 'Fleet looks for kustomization.yaml alone, so these are raw manifests to it'
    problems.push({ ...found('GO237', 'warning', file, message), suggestion: 'kustomization.yaml' })
  }
  return problems
}

function ofFolder(folder: string, file: string | null, content: BundleContent, files: BundleFile[]): BundleProblem[] {
  const problems: BundleProblem[] = []
  const parts = folder.split('/')
  const hidden = parts.slice(0, -1).some(part => part.startsWith('.'))
  if (file !== null && folder !== '' && (hidden || findAbove(files, parts))) {
    const message = `a fleet.yaml in ${hidden ? 'a hidden' : 'an ignored'} folder makes a bundle all the same`
    problems.push({ ...found('GO231', 'error', file, message), help: 'Leave no fleet.yaml in previews.' })
  }
  const bytes = content.resources.reduce((sum, { text }) => sum + text.length, 0)
  if (bytes >= largeBundle) {
    const message = `${bytes} bytes: compressed the bundle has to be smaller than ${largeBundle}`
    problems.push(found('GO250', 'warning', file ?? folder, message))
  }
  return problems
}

/** Does a .fleetignore of a folder above leave this folder out? */
function findAbove(files: BundleFile[], parts: string[]): boolean {
  return parts.some((_, depth) => {
    const outer = parts.slice(0, depth).join('/')
    const inside = `${parts.join('/')}/`
    return loadFiles(files, outer, []).skipped.some(({ file, why }) => why === 'ignored' && file.startsWith(inside))
  })
}

function pathsIn(files: BundleFile[], root: string): string[] {
  return files.filter(({ file }) => file.startsWith(root)).map(({ file }) => file.slice(root.length))
}

function filesOf(files: BundleFile[], root: string): BundleFile[] {
  return files
    .filter(({ file }) => file.startsWith(root) && basename(file) === '.fleetignore')
    .map(({ file, text }) => ({ file: file.slice(root.length), text }))
}

function unique(problems: BundleProblem[]): BundleProblem[] {
  const seen = new Set<string>()
  return problems
    .filter(({ code, file, path, message }) => {
      const id = [code, file, path, message].join('\n')
      return !seen.has(id) && seen.add(id)
    })
    .sort((a, b) => compare(a.file, b.file) || compare(a.path, b.path) || compare(a.code, b.code))
}
