import { isMap, type Json } from '../../values/json.ts'
import { listAt, mapAt, specOf } from './access.ts'
import type { Fix } from './fix.ts'

const bounds: Record<string, 'min' | 'max'> = { 'request-success-rate': 'min', 'request-duration': 'max' }

export const thresholdRange: Fix = {
  name: 'threshold-range',
  wrong: 'The metrics use `threshold`, which Flagger has deprecated.',
  instead: 'thresholdRange with the bound that means the same: min for the success rate, max for the latency.',
  evidence: 'Flagger 1.44, pkg/apis/flagger/v1beta1/canary.go and pkg/controller/scheduler_metrics.go.',
  apply: ({ canary }) => {
    const analysis = mapAt(specOf(canary), 'analysis')
    analysis['metrics'] = listAt(analysis, 'metrics').map(toRange)
  },
}

function toRange(metric: Json): Json {
  if (!isMap(metric)) return metric
  const { threshold, interval, ...rest } = metric
  const bound = bounds[String(metric['name'])]
  if (threshold === undefined || threshold === null || !bound) return metric
  return { ...rest, thresholdRange: { [bound]: threshold }, interval: interval ?? null }
}
