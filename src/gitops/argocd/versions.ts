import { getKey, isMap, type Json, type JsonMap } from '../../values/json.ts'
import { groupOf } from '../../values/manifest.ts'
import { typeOfKind } from '../defaults/schema.ts'
import { toTyped } from '../defaults/typed.ts'
import { mapAt, textAt } from '../fleet/object.ts'

const scaler = 'HorizontalPodAutoscaler'
const roundTrip = ['metrics', 'current-metrics', 'behavior', 'conditions'].map(
  name => `autoscaling.alpha.kubernetes.io/${name}`,
)
const defaultUtilization = 80

/**
 * The live object in the API version that Git uses (Argo CD 3.6, gitops-engine/pkg/utils/kube/convert.go; the conversions are
 * those of Kubernetes 1.36). Where no conversion is built in, Argo CD asks the cluster for that version.
 */
export function inVersion(live: JsonMap, git: JsonMap): JsonMap | { error: string } {
  const [from, to] = [textAt(live, 'apiVersion'), textAt(git, 'apiVersion')]
  if (from === to) return live
  const kind = textAt(git, 'kind')
  if (kind === scaler && groupOf(from) === 'autoscaling' && groupOf(to) === 'autoscaling') {
    const type = typeOfKind(from, kind)
    const typed = type && toTyped(live, type)
    if (typed && [live, git].some(usesRoundTrip)) return noConversion(kind, from, to)
    if (typed && from === 'autoscaling/v2' && to === 'autoscaling/v1') return scalerV1(typed)
    if (typed && from === 'autoscaling/v1' && to === 'autoscaling/v2') return scalerV2(typed)
  }
  return noConversion(kind, from, to)
}

function noConversion(kind: string, from: string, to: string): { error: string } {
  return { error: `the live ${kind} is given as ${from}: give it as ${to}, the version in Git` }
}

/** What another version cannot say travels in annotations; whether texts in them are equal nobody here can tell. */
function usesRoundTrip(object: JsonMap): boolean {
  const annotations = mapAt(mapAt(object, 'metadata'), 'annotations')
  return roundTrip.some(name => Object.hasOwn(annotations, name))
}

function scalerV1(typed: JsonMap): JsonMap {
  const { metrics, behavior: _, ...spec } = mapAt(typed, 'spec')
  const utilization = (Array.isArray(metrics) ? metrics : []).map(cpuUtilization).find(value => value !== undefined)
  return {
    apiVersion: 'autoscaling/v1',
    kind: scaler,
    metadata: getKey(typed, 'metadata') ?? {},
    spec: { ...spec, ...(utilization === undefined ? {} : { targetCPUUtilizationPercentage: utilization }) },
    status: {},
  }
}

function cpuUtilization(metric: Json): Json | undefined {
  if (!isMap(metric) || metric['type'] !== 'Resource') return undefined
  const resource = mapAt(metric, 'resource')
  return resource['name'] === 'cpu' ? getKey(mapAt(resource, 'target'), 'averageUtilization') : undefined
}

function scalerV2(typed: JsonMap): JsonMap {
  const { targetCPUUtilizationPercentage, ...spec } = mapAt(typed, 'spec')
  const target = { type: 'Utilization', averageUtilization: targetCPUUtilizationPercentage ?? defaultUtilization }
  return {
    apiVersion: 'autoscaling/v2',
    kind: scaler,
    metadata: getKey(typed, 'metadata') ?? {},
    spec: { ...spec, metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }] },
    status: {},
  }
}
