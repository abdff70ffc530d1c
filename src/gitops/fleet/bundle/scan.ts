import { compare } from '../../../values/finding.ts'
import { bundleName } from '../identity.ts'
import { type BundleFile, dirname } from './files.ts'

/** A folder that Fleet makes a bundle of. */
export interface BundleFolder {
  folder: string
  /** The options file, or null when the folder has none. */
  options: string | null
  /** The bundle's name, unless the options file has one of its own. */
  name: string
}

/**
 * The bundles that a GitRepo makes of one of its paths: the path itself, when it has a fleet.yaml or YAML that no fleet.yaml
 * below takes, and every folder below with a fleet.yaml, hidden and ignored ones too (Fleet 0.16,
 * internal/cmd/cli/apply/apply.go).
 */
export function findBundles(files: BundleFile[], gitRepo: string, path = ''): BundleFolder[] {
  const root = path === '' ? '' : `${path}/`
  const inside = files.map(({ file }) => file).filter(file => file.startsWith(root) && !hasGitFolder(file))
  const options = new Map<string, string>()
  for (const file of [...inside].sort((a, b) => compare(b, a))) {
    if (/(^|\/)fleet\.ya?ml$/.test(file)) options.set(dirname(file), file)
  }
  const folders = [...options.keys()]
  const rootHasOwn = options.has(path) || inside.some(file => /\.ya?ml$/.test(file) && !below(folders, file))
  if (rootHasOwn && !options.has(path)) folders.push(path)
  return folders.sort(compare).map(folder => ({
    folder,
    options: options.get(folder) ?? null,
    name: bundleName(gitRepo, folder),
  }))
}

function hasGitFolder(file: string): boolean {
  return dirname(file).split('/').includes('.git')
}

function below(folders: string[], file: string): boolean {
  return folders.some(folder => folder === '' || file.startsWith(`${folder}/`))
}
