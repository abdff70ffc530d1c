import { type ChartText, isSet, type Node } from './text.ts'

/** What every template of the chart sees. */
export interface Root {
  /** `.Values` */
  values: Node
  /** `.Chart.Name .name` */
  name: Node
  /** `.Chart.Name .fullname` */
  fullname: Node
  /** `.Chart.Name .chart` */
  chart: Node
  /** `.Release.Name` */
  release: Node
  /** `.Release.Namespace` */
  namespace: Node
  /** `.Chart.Name` */
  app: Node
}

export type IdentityLabel = 'app' | 'appId' | 'envId' | 'chart' | 'release'

/** The chart's own labels in the order given, one line each. Where a key stands twice, the later line wins. */
export function identityLabels(text: ChartText, root: Root, keys: IdentityLabel[]): void {
  for (const key of keys) {
    text.add(`\n    ${key}: `)
    if (key === 'appId') text.quoted(text.field(root.values, 'app'))
    else if (key === 'envId') text.quoted(text.field(root.values, 'env'))
    else text.value(key === 'app' ? root.name : root[key])
  }
}

/** `key: {{ .x }}`, when set */
export function lineIfSet(text: ChartText, header: string, node: Node): void {
  if (isSet(node)) text.add(`\n${header}`).value(node)
}

/** `{{ toYaml .x | indent n }}`, when set */
export function yamlIfSet(text: ChartText, node: Node, indent: number): void {
  if (isSet(node)) text.yaml(node, indent)
}

/** The same under a key of its own. */
export function blockIfSet(text: ChartText, node: Node, header: string, indent: number): void {
  if (isSet(node)) text.add(`\n${header}`).yaml(node, indent)
}
