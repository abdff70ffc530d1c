import { compare } from '../../../values/finding.ts'
import { isMap, type JsonMap } from '../../../values/json.ts'
import { sha256 } from '../digest.ts'
import { itemAt, textAt } from '../object.ts'
import { type BundleFile, basename, dirname } from './files.ts'
import { applyOverlays, type OverlayFault } from './overlays.ts'

/** `helm` and `kustomize` may both hold: then the chart's output goes through kustomize. */
export interface BundleStyle {
  helm: boolean
  kustomize: boolean
}

export interface BundleManifests {
  style: BundleStyle
  /** Raw manifests that Fleet deploys as they are; none in the other styles. */
  raw: BundleFile[]
  /** Files that Helm renders as templates. */
  templates: BundleFile[]
  faults: OverlayFault[]
}

/** What a bundle's resources deploy (Fleet 0.16, bundlereader/style.go and helmdeployer/render/helm.go). */
export function manifestsOf(resources: BundleFile[], options: JsonMap): BundleManifests {
  const style = styleOf(resources, options)
  if (style.helm || style.kustomize) return { style, raw: [], templates: [], faults: [] }
  const { files, faults } = applyOverlays(resources, overlaysOf(options))
  const left = files.filter(({ file }) => !file.startsWith('overlays/')).sort((a, b) => compare(a.file, b.file))
  const others = left
    .filter(({ file }) => /\/(fleet\.ya?ml|Chart\.yaml)$/.test(file))
    .map(({ file }) => `${dirname(file)}/`)
  const manifests = left.filter(
    ({ file }) =>
      file !== 'fleet.yaml' &&
      file !== 'fleet.yml' &&
      /\.(yaml|yml|json)$/.test(file) &&
      !others.some(folder => file.startsWith(folder)),
  )
  return {
    style,
    raw: manifests.filter(({ file }) => !file.startsWith('templates/')),
    templates: manifests.filter(({ file }) => file.startsWith('templates/')),
    faults,
  }
}

export function overlaysOf(options: JsonMap): string[] {
  const overlays = itemAt(options, 'yaml', 'overlays')
  return Array.isArray(overlays) ? overlays.filter(name => typeof name === 'string') : []
}

/** Exactly Chart.yaml and kustomization.yaml count, at the root or where the options say; a chart may be downloaded too. */
function styleOf(resources: BundleFile[], options: JsonMap): BundleStyle {
  const helm = isMap(options['helm']) ? options['helm'] : null
  const chart = helm ? textAt(helm, 'chart') || textAt(helm, 'repo') : ''
  const charts = new Set([inFolder(chart, 'Chart.yaml')])
  const downloaded = helm
    ? `.chart/${sha256(`${textAt(helm, 'chart')}:${textAt(helm, 'repo')}:${textAt(helm, 'version')}`)}/`
    : null
  const isChart = ({ file }: BundleFile) =>
    charts.has(file) ||
    (downloaded !== null &&
      file.startsWith(downloaded) &&
      basename(file) === 'Chart.yaml' &&
      file.slice(downloaded.length).split('/').length <= 2)
  const kustomization = inFolder(textAt(options, 'kustomize', 'dir'), 'kustomization.yaml')
  const isRemote = helm !== null && (textAt(helm, 'repo') !== '' || isAddress(textAt(helm, 'chart')))
  return {
    helm: isRemote || resources.some(isChart),
    kustomize: resources.some(({ file }) => file === kustomization),
  }
}

/** A chart that is downloaded, not a folder of the bundle. */
export function isAddress(chart: string): boolean {
  return chart.includes('://') || /^[\w.-]+\.[a-z]+\//.test(chart)
}

function inFolder(folder: string, file: string): string {
  const parts = folder.split('/').filter(part => part !== '' && part !== '.')
  return [...parts, file].join('/')
}
