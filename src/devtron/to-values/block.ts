import { getKey, isMap, type Json, type JsonMap, sameData } from '../../values/json.ts'
import { defaultsOf, newestChart } from '../charts.ts'
import { listAt, mapAt } from '../fixes/access.ts'

/** `flaggerCanary`: the fields that the chart's template has a place for. What is as the chart has it is left out. */
export function blockOf(canary: JsonMap): JsonMap {
  const metadata = mapAt(canary, 'metadata')
  const service = mapAt(canary, 'spec', 'service')
  const analysis = mapAt(canary, 'spec', 'analysis')
  const full: JsonMap = {
    enabled: true,
    labels: mapAt(metadata, 'labels'),
    annotations: mapAt(metadata, 'annotations'),
    addOtherGateways: listAt(service, 'gateways'),
    addOtherHosts: listAt(service, 'hosts'),
    gatewayRefs: getKey(service, 'gatewayRefs') ?? null,
    serviceport: getKey(service, 'port') ?? null,
    // Without a target port Flagger takes the port of the Service; the chart always writes one.
    targetPort: getKey(service, 'targetPort') ?? getKey(service, 'port') ?? null,
    portDiscovery: getKey(service, 'portDiscovery') ?? false,
    appProtocol: getKey(service, 'appProtocol') ?? null,
    retries: getKey(service, 'retries') ?? false,
    match: listAt(service, 'match'),
    rewriteUri: getKey(mapAt(service, 'rewrite'), 'uri') ?? '',
    timeout: getKey(service, 'timeout') ?? null,
    headers: getKey(service, 'headers') ?? null,
    corsPolicy: getKey(service, 'corsPolicy') ?? null,
    analysis: weightsOf(analysis),
    thresholds: thresholdsOf(listAt(analysis, 'metrics')),
    loadtest: loadTestOf(listAt(analysis, 'webhooks')),
  }
  const defaults = mapAt(defaultsOf(newestChart), 'flaggerCanary')
  return Object.fromEntries(
    Object.entries(full).filter(([key, value]) => told.has(key) || !sameData(value, defaults[key])),
  )
}

/** What a reader wants to see although the chart has the same default. */
const told: ReadonlySet<string> = new Set(['enabled', 'serviceport', 'targetPort', 'portDiscovery', 'analysis'])

function weightsOf(analysis: JsonMap): JsonMap {
  return Object.fromEntries(
    ['interval', 'threshold', 'maxWeight', 'stepWeight'].map(key => [key, getKey(analysis, key) ?? null]),
  )
}

/** The metrics that the chart always writes, in its order: their keys in `thresholds`, and which bound they set. */
const builtIns: { readonly [name: string]: { key: string; bound: string } } = {
  'request-success-rate': { key: 'successRate', bound: 'min' },
  'request-duration': { key: 'latency', bound: 'max' },
}

/** What the chart needs to be told to write this very metric; null when it cannot. */
export function chartThreshold(metric: Json): JsonMap | null {
  if (!isMap(metric)) return null
  const { name, interval, thresholdRange, ...rest } = metric
  const builtIn = typeof name === 'string' ? builtIns[name] : undefined
  if (!builtIn || interval !== '1m' || !isMap(thresholdRange) || Object.keys(rest).length > 0) return null
  const { [builtIn.bound]: value, ...others } = thresholdRange
  return typeof value !== 'number' || Object.keys(others).length > 0 ? null : { [builtIn.key]: value }
}

function thresholdsOf(metrics: readonly Json[]): JsonMap {
  const { thresholds } = mapAt(defaultsOf(newestChart), 'flaggerCanary')
  return Object.assign({}, thresholds, ...metrics.map(chartThreshold))
}

const loadTest = 'load-test'

/** A webhook of that name may be the chart's own; where it is another one, the extras replace it. */
function loadTestOf(webhooks: readonly Json[]): JsonMap {
  const [first] = webhooks
  return isMap(first) && first['name'] === loadTest ? { enabled: true, url: first['url'] ?? '' } : { enabled: false }
}
