import type { Chart } from '../charts.ts'
import { blockIfSet, identityLabels, type Root, yamlIfSet } from './lines.ts'
import { type ChartText, isSet, type Node } from './text.ts'

/** The Kubernetes versions at which the chart's hpa.yaml changes what it writes. */
interface Age {
  apiVersion: string
  /** `target.averageUtilization` instead of `targetAverageUtilization`, and extraMetrics (from 1.16). */
  targets: boolean
  behavior: boolean
}

/** The chart's hpa.yaml: the HPA of the workload and, from 4-20, the one of the second workload. */
export function writeHpa(text: ChartText, root: Root, chart: Chart, kubeMinor: number): void {
  const age: Age = {
    apiVersion: kubeMinor >= 23 ? 'autoscaling/v2' : kubeMinor >= 16 ? 'autoscaling/v2beta2' : 'autoscaling/v2beta1',
    targets: kubeMinor >= 16,
    behavior: kubeMinor >= 18,
  }
  const autoscaling = text.field(root.values, 'autoscaling')
  if (isSet(text.field(autoscaling, 'enabled'))) writeMain(text, root, chart, age, autoscaling)
  if (!chart.hpa.full) return
  const second = text.field(root.values, 'secondaryWorkload')
  if (!isSet(text.field(second, 'enabled'))) return
  if (isSet(text.field(text.field(second, 'autoscaling'), 'enabled'))) writeSecond(text, root, chart, age, second)
}

function writeMain(text: ChartText, root: Root, chart: Chart, age: Age, autoscaling: Node): void {
  text.add(`\napiVersion: ${age.apiVersion}\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: `)
  const name = text.field(autoscaling, 'name')
  if (chart.hpa.full && isSet(name)) text.value(name)
  else text.part(root.fullname).add('-hpa')
  blockIfSet(text, text.field(autoscaling, 'annotations'), '  annotations:', 4)
  if (chart.hpa.full) {
    text.add('\n  labels:')
    identityLabels(text, root, ['appId', 'envId', 'app', 'chart', 'release'])
    yamlIfSet(text, text.field(autoscaling, 'labels'), 4)
    yamlIfSet(text, text.field(root.values, 'appLabels'), 4)
    text.add('  ')
  } else {
    blockIfSet(text, text.field(autoscaling, 'labels'), '  labels:', 4)
  }
  writeSpec(text, root, chart, age, autoscaling)
}

function writeSecond(text: ChartText, root: Root, chart: Chart, age: Age, second: Node): void {
  const autoscaling = text.field(root.values, 'autoscaling')
  const given = text.field(second, 'postfix')
  const postfix = isSet(given) ? given : { ...given, value: 'sec' }
  text.add(`\n---\napiVersion: ${age.apiVersion}\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: `)
  text.part(root.fullname).add('-').part(postfix).add('-hpa')
  blockIfSet(text, text.field(autoscaling, 'annotations'), '  annotations:', 4)
  blockIfSet(text, text.field(autoscaling, 'labels'), '  labels:', 4)
  writeSpec(text, root, chart, age, text.field(second, 'autoscaling'), postfix)
}

function writeSpec(text: ChartText, root: Root, chart: Chart, age: Age, autoscaling: Node, postfix?: Node): void {
  const field = (key: string) => text.field(autoscaling, key)
  text.add('\nspec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: Deployment\n    name: ')
  if (postfix) text.part(root.fullname).add('-').part(postfix)
  else text.value(root.fullname)
  text.add('\n  minReplicas: ').value(field('MinReplicas'))
  text.add('\n  maxReplicas: ').value(field('MaxReplicas'))
  text.add('\n  metrics:')
  if (chart.hpa.full) writeContainerMetrics(text, root, chart, field('containerResource'))
  writeResource(text, age, 'memory', field('TargetMemoryUtilizationPercentage'))
  writeResource(text, age, 'cpu', field('TargetCPUUtilizationPercentage'))
  if (age.targets) yamlIfSet(text, field('extraMetrics'), 2)
  if (age.behavior) blockIfSet(text, field('behavior'), '  behavior:', 4)
}

function writeContainerMetrics(text: ChartText, root: Root, chart: Chart, block: Node): void {
  if (!isSet(text.field(block, 'enabled'))) return
  for (const [resource, key] of [
    ['cpu', 'TargetCPUUtilizationPercentage'],
    ['memory', 'TargetMemoryUtilizationPercentage'],
  ] as const) {
    const target = text.field(block, key)
    if (!isSet(target)) continue
    text.add(`\n  - type: ContainerResource\n    containerResource:\n      name: ${resource}\n      container: `)
    writeContainer(text, root, chart)
    text.add('\n      target:\n        type: Utilization\n        averageUtilization: ').value(target)
  }
}

function writeContainer(text: ChartText, root: Root, chart: Chart): void {
  if (!chart.hpa.containerName) {
    text.value(root.app)
    return
  }
  const name = text.field(root.values, 'containerName')
  text.add('"')
  text.part(isSet(name) ? name : root.app)
  text.add('"')
}

function writeResource(text: ChartText, age: Age, resource: 'memory' | 'cpu', target: Node): void {
  if (!isSet(target)) return
  text.add(`\n  - type: Resource\n    resource:\n      name: ${resource}`)
  if (age.targets) text.add('\n      target:\n        type: Utilization\n        averageUtilization: ').value(target)
  else text.add('\n      targetAverageUtilization: ').value(target)
}
