import { compare } from '../../../values/finding.ts'
import type { JsonMap } from '../../../values/json.ts'
import { inNamespace, itemAt, textAt } from '../object.ts'
import { checkCharts } from './check-charts.ts'
import { checkIgnoreFiles, checkRaw, checkTemplates, found, hasCanary, overlayProblem } from './check-files.ts'
import { checkOptions } from './check-options.ts'
import { checkComparePatches } from './check-patches.ts'
import type { BundleProblem } from './codes.ts'
import { type BundleContent, type BundleFile, basename, loadFiles } from './files.ts'
import { type BundleManifests, type BundleStyle, manifestsOf, overlaysOf } from './manifests.ts'
import { mergeOptions } from './options.ts'
import { customizationsOf } from './targets.ts'

/** A bundle as far as it is read. */
interface ReadBundle extends BundleManifests {
  /** Everything that was read, the other bundles too. */
  files: BundleFile[]
  folder: string
  file: string | null
  options: JsonMap
  content: BundleContent
  objects: JsonMap[]
}

/** Above this Fleet compresses a bundle, which then has to stay below the same number of bytes. */
const largeBundle = 1_000_000

/** Every mistake in a bundle, in the order of files and paths. */
export function bundleProblems(read: ReadBundle): BundleProblem[] {
  const { files, folder, file, options, content, style, raw, templates, faults, objects } = read
  const root = folder === '' ? '' : `${folder}/`
  const inside = files
    .filter(each => each.file.startsWith(root))
    .map(each => ({ ...each, file: each.file.slice(root.length) }))
  const named = basename(file ?? 'fleet.yaml')
  const inBundle = [
    ...checkRaw(raw, options),
    ...checkTemplates(templates),
    ...checkIgnoreFiles(inside),
    ...faults.map(fault => overlayProblem(fault, { file: named, path: '/yaml/overlays' })),
    ...targetOverlays(content, options, named),
    ...ofContent(content, style),
  ]
  return unique([
    ...ofOptions(
      options,
      file,
      style,
      objects,
      inside.map(each => each.file),
    ),
    ...inBundle.map(problem => ({ ...problem, file: root + problem.file })),
    ...ofFolder(folder, file, content, files),
  ])
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

function unique(problems: BundleProblem[]): BundleProblem[] {
  const seen = new Set<string>()
  return problems
    .filter(({ code, file, path, message }) => {
      const id = [code, file, path, message].join('\n')
      return !seen.has(id) && seen.add(id)
    })
    .sort((a, b) => compare(a.file, b.file) || compare(a.path, b.path) || compare(a.code, b.code))
}
