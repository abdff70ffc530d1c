import { readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { BundleProblem } from '../gitops/fleet/bundle/codes.ts'
import { type BundleFile, type FleetBundle, readBundles } from '../gitops/fleet/bundle.ts'
import { itemAt } from '../gitops/fleet/object.ts'
import { maskSecrets } from '../manifests/masked.ts'
import { sourceOf } from '../manifests/source.ts'
import { compare, describeObject, type Finding } from '../values/finding.ts'
import type { JsonMap } from '../values/json.ts'
import type { Manifest } from '../values/manifest.ts'
import { isFolder } from './is-folder.ts'
import { InputError, readText, reasonOf } from './read.ts'

/** The bundles of some folders, with the mistakes in them at their places. */
export interface BundlesRead {
  bundles: FleetBundle[]
  findings: Finding[]
  /** The texts that findings are about, without values of Secrets. */
  texts: Map<string, string>
}

/**
 * What Fleet makes of folders. Those without a fleet.yaml anywhere are left out: nobody says that they are for Fleet.
 *
 * @throws InputError
 */
export function readBundleFolders(paths: readonly string[], maxSize: number): BundlesRead {
  const read: BundlesRead = { bundles: [], findings: [], texts: new Map() }
  for (const path of paths.filter(path => path !== '-' && isFolder(path))) {
    const files = filesIn(path).map(file => ({
      file: relative(path, file).split(sep).join('/'),
      text: textOf(file, maxSize),
    }))
    if (!files.some(({ file }) => /(^|\/)fleet\.ya?ml$/.test(file))) continue
    const bundles = readBundles(files, 'bundle')
    read.bundles.push(...bundles)
    for (const problem of bundles.flatMap(({ problems }) => problems)) addFinding(problem, path, files, read)
  }
  return read
}

/** Only what Fleet reads has to be text: beside that there is any number of other files. */
function textOf(file: string, maxSize: number): string {
  try {
    return readText(file, maxSize)
  } catch (error) {
    if (isRead.test(file)) throw error
    return ''
  }
}

export const noBundles: BundlesRead = { bundles: [], findings: [], texts: new Map() }

/** The fleet.yaml of the bundle that deploys an object; empty when none does. */
export function bundleOptions({ bundles }: BundlesRead, { kind, metadata: { name } }: Manifest): JsonMap {
  const isSame = (object: JsonMap) => object['kind'] === kind && itemAt(object, 'metadata', 'name') === name
  return bundles.find(({ objects }) => objects.some(isSame))?.options ?? {}
}

function addFinding(
  problem: BundleProblem,
  folder: string,
  files: readonly BundleFile[],
  { findings, texts }: BundlesRead,
): void {
  const { file, path, object, code, severity, message, suggestion, help } = problem
  const text = files.find(each => each.file === file)?.text ?? ''
  const name = join(folder, file)
  texts.set(name, maskSecrets(text))
  findings.push({
    code,
    severity,
    message,
    place: sourceOf({ file: name, text }).at(0, path, problem.part),
    path,
    object: object && describeObject(object),
    related: [],
    suggestion: suggestion ?? null,
    help: help ?? null,
  })
}

/** Of all folders but Git's own; links are not followed. */
function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .sort((a, b) => compare(a.name, b.name))
      .flatMap(entry => {
        const path = join(folder, entry.name)
        if (entry.isDirectory()) return entry.name === '.git' || entry.name === 'node_modules' ? [] : filesIn(path)
        return entry.isFile() && isText.test(entry.name) ? [path] : []
      })
  } catch (error) {
    throw new InputError(`cannot read ${folder}: ${reasonOf(error)}`)
  }
}

/** What Fleet reads as YAML, patterns, or text in a chart. */
const isText = /\.(ya?ml|json|tpl|txt|md)$|^\.(fleet|helm)ignore$/
const isRead = /\.(ya?ml|json|tpl)$|ignore$/
