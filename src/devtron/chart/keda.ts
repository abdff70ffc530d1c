import type { Chart } from '../charts.ts'
import { blockIfSet, identityLabels, lineIfSet, type Root, yamlIfSet } from './lines.ts'
import { type ChartText, isSet, type Node } from './text.ts'

/** The chart's keda-autoscaling.yaml: the ScaledObject and its TriggerAuthentication. */
export function writeKeda(text: ChartText, root: Root, chart: Chart): void {
  const keda = text.field(root.values, 'kedaAutoscaling')
  if (!isSet(text.field(keda, 'enabled'))) return
  text.add('\napiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata:\n  name: ')
  const name = text.field(keda, 'name')
  if (chart.keda.full && isSet(name)) text.value(name)
  else text.part(root.fullname).add('-keda')
  text.add('\n  labels:')
  identityLabels(text, root, ['app', 'chart', 'release', 'appId', 'envId'])
  yamlIfSet(text, text.field(root.values, 'appLabels'), 4)
  yamlIfSet(text, text.field(keda, 'labels'), 4)
  blockIfSet(text, text.field(keda, 'annotations'), '  annotations:', 4)
  writeSpec(text, root, keda)
  text.add('\n---')
  writeAuthentication(text, root, chart, text.field(keda, 'triggerAuthentication'))
}

function writeSpec(text: ChartText, root: Root, keda: Node): void {
  const field = (key: string) => text.field(keda, key)
  text.add('\nspec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: Deployment\n    name: ').value(root.fullname)
  lineIfSet(text, '    envSourceContainerName: ', field('envSourceContainerName'))
  lineIfSet(text, '  pollingInterval: ', field('pollingInterval'))
  lineIfSet(text, '  cooldownPeriod: ', field('cooldownPeriod'))
  lineIfSet(text, '  idleReplicaCount: ', field('idleReplicaCount'))
  text.add('\n  minReplicaCount: ').value(field('minReplicaCount'))
  text.add('\n  maxReplicaCount: ').value(field('maxReplicaCount'))
  blockIfSet(text, field('fallback'), '  fallback:', 4)
  blockIfSet(text, field('advanced'), '  advanced:', 4)
  text.add('\n  triggers:').yaml(field('triggers'), 2)
  // Indented like a member of the last trigger: with an empty list of triggers the text is no YAML, in Helm as here.
  blockIfSet(text, field('authenticationRef'), '    authenticationRef:', 6)
}

function writeAuthentication(text: ChartText, root: Root, chart: Chart, block: Node): void {
  if (!isSet(text.field(block, 'enabled'))) return
  text.add('\napiVersion: keda.sh/v1alpha1\nkind: TriggerAuthentication\nmetadata:\n  name: ')
  text.value(text.field(block, 'name'))
  if (chart.keda.full) {
    text.add('\n  labels:')
    identityLabels(text, root, ['app', 'chart', 'release', 'appId', 'envId'])
    yamlIfSet(text, text.field(root.values, 'appLabels'), 4)
    text.add('        ')
  }
  text.add('\nspec:').yaml(text.field(block, 'spec'), 2)
}
