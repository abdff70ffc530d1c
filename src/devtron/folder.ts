import { type ChartName, chartNamed } from './charts.ts'

/** The GitOps layout of Devtron: `deployment-chart_4-22-0/4.22.1/` with Chart.yaml, values.yaml and `_<envId>-values.yaml`. */
const envFile = /^_(\d+)-values\.ya?ml$/

/** The environments of a chart folder: id and file name, by id. */
export function environmentsOf(fileNames: readonly string[]): { id: string; file: string }[] {
  return fileNames
    .flatMap(file => {
      const match = envFile.exec(file)
      return match?.[1] ? [{ id: match[1], file }] : []
    })
    .sort((a, b) => Number(a.id) - Number(b.id))
}

/**
 * Which generation of the chart a folder holds: by a parent folder's name, which tells GPU charts apart, or by the first two
 * numbers of Chart.yaml's version, of which Devtron counts up the third. Null for a chart that serin does not know.
 */
export function chartOfFolder(parentName: string, version: string): ChartName | null {
  const [major, minor] = version.split('.')
  return chartNamed(parentName) ?? chartNamed(`${major}-${minor}-0`)
}
