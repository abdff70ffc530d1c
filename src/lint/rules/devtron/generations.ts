import type { ChartName } from '../../../devtron/charts.ts'

/** The generations before names of the chart's Istio objects, the second workload, and the NetworkPolicy that cannot render. */
const before420: ReadonlySet<ChartName> = new Set<ChartName>(['1-1-0', '4-18-0', '4-19-0'])

export function isFrom420(chart: ChartName): boolean {
  return !before420.has(chart)
}

/** The first generation has no NetworkPolicy and no DestinationRule. */
export function hasNetworkPolicy(chart: ChartName): boolean {
  return chart !== '1-1-0'
}
