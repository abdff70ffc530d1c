import type { Problem } from '../../../values/finding.ts'
import { isMap, type JsonMap } from '../../../values/json.ts'
import { pointer } from '../../../values/pointer.ts'
import { textAt } from '../object.ts'
import type { BundleCode } from './codes.ts'
import { isAddress } from './manifests.ts'
import { customizationsOf } from './targets.ts'

/** Charts and values files that a bundle's options name and that are not in its folder. `files` are paths in the folder. */
export function checkCharts(options: JsonMap, files: string[]): Problem[] {
  const targets = customizationsOf(options).map(({ target, path }) => ({ holder: target, path, isTarget: true }))
  return [{ holder: options, path: '', isTarget: false }, ...targets].flatMap(({ holder, path, isTarget }) => {
    const { helm } = holder
    if (!isMap(helm)) return []
    const [chart, repo] = [textAt(helm, 'chart'), textAt(helm, 'repo')]
    const problems: Problem[] = []
    if (chart !== '' && repo === '' && !isAddress(chart) && !files.some(file => isIn(chart, file))) {
      const message = `there is no folder \`${chart}\` in the bundle, and it is no address either: the bundle stops`
      problems.push(problem('GO207', `${path}/helm/chart`, message))
    }
    // without a chart the bundle's own values files are never read, but those of a target are
    const valuesFiles = isTarget || chart + repo !== '' ? helm['valuesFiles'] : []
    for (const [i, file] of (Array.isArray(valuesFiles) ? valuesFiles : []).entries()) {
      if (typeof file !== 'string' || files.includes(plain(file))) continue
      problems.push(
        problem('GO206', path + pointer('helm', 'valuesFiles', i), `there is no \`${file}\`: the bundle stops`),
      )
    }
    return problems
  })
}

function isIn(folder: string, file: string): boolean {
  const root = plain(folder)
  return root === '' || file.startsWith(`${root}/`) || file === root
}

function plain(path: string): string {
  return path
    .split('/')
    .filter(part => part !== '' && part !== '.')
    .join('/')
}

function problem(code: BundleCode, path: string, message: string): Problem {
  return { code, severity: 'error', object: null, path, message }
}
