import { basename } from 'node:path'
import { isMap } from '../../values/json.ts'
import { readYaml } from '../../values/yaml/index.ts'
import { type Found, shown } from './found.ts'
import type { ScannedFile } from './scan.ts'

/**
 * Folders of manifests with a Canary: a Fleet bundle as a whole, otherwise the folder that the Canary lies in. Their manifests are
 * in Git already, so only the preview is written: into the bundle, where Fleet passes over it, or to a dot-folder.
 */
export function findManifests(folders: ReadonlyMap<string, ScannedFile[]>, root: string): Found[] {
  const bundles = [...folders]
    .filter(([, files]) => files.some(({ name }) => /^fleet\.ya?ml$/.test(name)))
    .map(([path]) => path)
  const found = new Map<string, Found>()
  for (const [folder, files] of folders) {
    if (!files.some(hasCanary)) continue
    const bundle = bundles.findLast(path => path === '' || folder === path || folder.startsWith(`${path}/`))
    const path = bundle ?? folder
    const app = path === '' ? root : basename(path)
    const what = bundle === undefined ? 'manifests with a Canary' : 'a Fleet bundle with a Canary'
    found.set(path, {
      key: app,
      names: [app],
      folder: path,
      line: `${shown(path)}: ${what}`,
      settings: {
        manifests: [shown(path)],
        only: 'generated',
        out: bundle === undefined ? '.serin/{app}' : shown(path),
      },
    })
  }
  return [...found.values()]
}

function hasCanary(file: ScannedFile): boolean {
  const text = file.text()
  if (!text?.includes('Canary')) return false
  const { documents } = readYaml(text, { duplicates: 'last' })
  return documents?.some(each => isMap(each) && each['kind'] === 'Canary' && 'spec' in each) ?? false
}
