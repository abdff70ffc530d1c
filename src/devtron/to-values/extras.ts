import { getKey, type Json, type JsonMap } from '../../values/json.ts'
import { listAt, mapAt } from '../fixes/access.ts'
import { chartThreshold } from './block.ts'

/** `flaggerCanaryExtras`: what the chart has no place for, by where it stands in the spec. */
export function extrasOf(spec: JsonMap): JsonMap {
  const service = mapAt(spec, 'service')
  const analysis = mapAt(spec, 'analysis')
  const { uri: _, ...rewrite } = mapAt(service, 'rewrite')
  return withoutEmpty({
    ...picked(spec, ofSpec),
    autoscalerRef: picked(mapAt(spec, 'autoscalerRef'), ofScaler),
    service: withoutEmpty({ ...picked(service, ofService), rewrite }),
    analysis: withoutEmpty({
      ...picked(analysis, ofAnalysis),
      metrics: listAt(analysis, 'metrics').filter(metric => chartThreshold(metric) === null),
      webhooks: listAt(analysis, 'webhooks'),
      alerts: listAt(analysis, 'alerts'),
    }),
  })
}

const ofSpec = [
  'provider',
  'metricsServer',
  'progressDeadlineSeconds',
  'skipAnalysis',
  'revertOnDeletion',
  'suspend',
  'ingressRef',
  'routeRef',
  'upstreamRef',
]
const ofScaler = ['primaryScalerReplicas', 'primaryScalerQueries']
const ofService = [
  'name',
  'portName',
  'apex',
  'primary',
  'canary',
  'unmanagedMetadata',
  'headless',
  'trafficDistribution',
  'trafficPolicy',
  'delegation',
  'backendTimeout',
  'mirror',
  'meshName',
  'backends',
]
const ofAnalysis = [
  'iterations',
  'stepWeights',
  'stepWeightPromotion',
  'match',
  'mirror',
  'mirrorWeight',
  'sessionAffinity',
  'primaryReadyThreshold',
  'canaryReadyThreshold',
]

function picked(map: JsonMap, keys: readonly string[]): JsonMap {
  return Object.fromEntries(
    keys.flatMap(key => {
      const value = getKey(map, key)
      return value === undefined ? [] : [[key, value] as const]
    }),
  )
}

function withoutEmpty(map: JsonMap): JsonMap {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => !isEmpty(value)))
}

function isEmpty(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}
