import { isMap, type Json, type JsonMap } from '../values/json.ts'

/**
 * A HorizontalPodAutoscaler of any version as the API server serves it in autoscaling/v2, which is what Flagger reads
 * (Kubernetes 1.34, pkg/apis/autoscaling/{v1,v2beta1}/{conversion,defaults}.go).
 */
export function readAnyHpa(hpa: JsonMap): JsonMap {
  const { apiVersion, spec } = hpa
  if (!isMap(spec) || (apiVersion !== 'autoscaling/v1' && apiVersion !== 'autoscaling/v2beta1')) return hpa
  const { kept, metrics, behavior } = readAnnotations(hpa)
  const own = apiVersion === 'autoscaling/v1' ? metrics : spec['metrics']
  const converted = (Array.isArray(own) ? own : []).map(metric => (isMap(metric) ? readMetric(metric) : metric))
  const { targetCPUUtilizationPercentage: cpu, ...rest } = spec
  if (cpu !== undefined && cpu !== null) converted.push(cpuMetric(cpu))
  return {
    ...hpa,
    ...kept,
    spec: {
      ...rest,
      minReplicas: rest['minReplicas'] ?? 1,
      metrics: converted.length > 0 ? converted : [cpuMetric(80)],
      ...(isMap(behavior) && { behavior: lowerFirst(behavior) }),
    },
  }
}

const prefix = 'autoscaling.alpha.kubernetes.io/'
const roundTrip = ['metrics', 'behavior', 'current-metrics', 'conditions'].map(name => prefix + name)

/** What an old version has no fields for, the API server keeps in annotations and takes them away when it reads them. */
function readAnnotations(hpa: JsonMap): { kept: JsonMap; metrics: Json; behavior: Json } {
  const { metadata } = hpa
  const annotations = isMap(metadata) ? metadata['annotations'] : null
  if (!isMap(metadata) || !isMap(annotations)) return { kept: {}, metrics: null, behavior: null }
  const others = Object.fromEntries(Object.entries(annotations).filter(([key]) => !roundTrip.includes(key)))
  return {
    kept: { metadata: { ...metadata, annotations: others } },
    metrics: parsed(annotations[`${prefix}metrics`]),
    behavior: parsed(annotations[`${prefix}behavior`]),
  }
}

function cpuMetric(percent: Json): JsonMap {
  return { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: percent } } }
}

function readMetric(metric: JsonMap): JsonMap {
  const out: JsonMap = { ...metric }
  for (const [field, read] of Object.entries(sources)) {
    const source = out[field]
    if (isMap(source)) out[field] = read(source)
  }
  return out
}

/** How each kind of metric source became what it is in v2. */
const sources: Record<string, (source: JsonMap) => JsonMap> = {
  resource: source => present({ name: source['name'], target: ofPods(source) }),
  containerResource: source =>
    present({ name: source['name'], container: source['container'], target: ofPods(source) }),
  pods: source => ({
    metric: identifier(source),
    target: { type: 'AverageValue', averageValue: source['targetAverageValue'] ?? '0' },
  }),
  object: source => {
    const averageValue = source['averageValue']
    const type = averageValue == null ? 'Value' : 'AverageValue'
    return present({
      describedObject: source['target'],
      metric: identifier(source),
      target: present({ type, value: source['targetValue'] ?? '0', averageValue }),
    })
  },
  external: source => {
    const value = source['targetValue']
    const type = value == null ? 'AverageValue' : 'Value'
    return { metric: identifier(source), target: present({ type, value, averageValue: source['targetAverageValue'] }) }
  },
}

function ofPods(source: JsonMap): JsonMap {
  const averageUtilization = source['targetAverageUtilization']
  const type = averageUtilization == null ? 'AverageValue' : 'Utilization'
  return present({ type, averageUtilization, averageValue: source['targetAverageValue'] })
}

function identifier(source: JsonMap): JsonMap {
  return present({ name: source['metricName'], selector: source['selector'] ?? source['metricSelector'] })
}

function parsed(text: Json | undefined): Json {
  if (typeof text !== 'string') return null
  try {
    return JSON.parse(text) as Json
  } catch {
    return null
  }
}

/** The annotation with the behavior holds Go's own field names: `ScaleUp`. */
function lowerFirst(value: Json): Json {
  if (Array.isArray(value)) return value.map(lowerFirst)
  if (!isMap(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.charAt(0).toLowerCase() + key.slice(1), lowerFirst(item)]),
  )
}

function present(map: Record<string, Json | undefined>): JsonMap {
  return Object.fromEntries(Object.entries(map).filter((entry): entry is [string, Json] => entry[1] != null))
}
