import type { ObjectRef } from '../../values/finding.ts'
import type { Pointer } from '../../values/pointer.ts'
import { quote } from '../../values/quote.ts'
import type { Metric } from '../analysis-template.ts'
import { goDuration } from '../duration.ts'
import type { GivenTemplate } from './analysis.ts'
import type { Fault } from './fault.ts'

/** Rules that hold for a template however it is used. */
export function analysisTemplateFaults({ template: { spec }, ref }: GivenTemplate): Fault[] {
  const metrics = spec.metrics ?? []
  if (metrics.length === 0 && (spec.templates ?? []).length === 0) {
    return [{ code: 'RO050', object: ref, path: '/spec/metrics', message: 'the template has no metrics' }]
  }
  return metrics.flatMap((metric, i) => {
    const path = `/spec/metrics/${i}`
    const faults = metricFaults(metric).map(
      ([field, message]): Fault => ({ code: 'RO050', object: ref, path: path + field, message }),
    )
    return [...faults, ...noDataFault(metric, path, ref)]
  })
}

/** A number, or a string that Go reads as one; null when it comes from an argument. */
export function amount(value: number | string | undefined, absent: number): number | null {
  if (value === undefined) return absent
  if (typeof value === 'number') return value
  if (value.includes('{{')) return null
  return /^[+-]?\d+$/.test(value) ? Number(value) : 0
}

/** utils/analysis/factory.go ValidateMetric: [field, message]. */
function metricFaults(metric: Metric): [string, string][] {
  const found: [string, string][] = []
  const count = amount(metric.count, 0)
  const failures = amount(metric.failureLimit, 0)
  const successes = amount(metric.consecutiveSuccessLimit, 0)
  const inconclusive = amount(metric.inconclusiveLimit, 0)
  if (successes !== null && successes < 0) found.push(['/consecutiveSuccessLimit', 'must not be negative'])
  if (failures !== null && failures < -1) found.push(['/failureLimit', 'must be −1 or more'])
  if (successes === 0 && failures === -1)
    found.push(['/failureLimit', 'cannot be off while consecutiveSuccessLimit is off'])
  if (inconclusive !== null && inconclusive < 0) found.push(['/inconclusiveLimit', 'must not be negative'])
  const errors = amount(metric.consecutiveErrorLimit, 0)
  if (errors !== null && errors < 0) found.push(['/consecutiveErrorLimit', 'must not be negative'])
  if (count !== null && count > 0) {
    const needed = Math.max(failures ?? 0, 0) + Math.max(successes ?? 0, 0)
    if (count < needed)
      found.push(['/count', `${count} measurements cannot reach failureLimit + consecutiveSuccessLimit, ${needed}`])
    if (count < (inconclusive ?? 0))
      found.push(['/count', `${count} measurements cannot reach inconclusiveLimit, ${inconclusive}`])
    if (count > 1 && (metric.interval ?? '') === '')
      found.push(['/interval', `must be given for ${count} measurements`])
  }
  for (const field of ['interval', 'initialDelay'] as const) {
    const written = metric[field] ?? ''
    if (written !== '' && !written.includes('{{') && goDuration(written) === null) {
      found.push([`/${field}`, `${quote(written)} is no duration such as 30s, 5m or 1h`])
    }
  }
  const providers = providersOf(metric)
  if (providers.length === 0) found.push(['/provider', 'the metric has no provider'])
  if (providers.length > 1) found.push(['/provider', `the metric has ${providers.join(' and ')}, one is possible`])
  return found
}

function providersOf({ provider = {} }: Metric): string[] {
  return Object.entries(provider).flatMap(([name, settings]) => {
    if (name !== 'plugin') return settings === undefined ? [] : [name]
    return Object.keys(settings ?? {})
  })
}

const firstValue = /\bresult\[0\]/
const guarded = /\blen\(\s*result\s*\)|\bisNil\(/

/** Prometheus answers with an empty list when there was no traffic, and `result[0]` of it is an error. */
function noDataFault(metric: Metric, path: Pointer, object: ObjectRef): Fault[] {
  if (!metric.provider?.prometheus) return []
  return (['successCondition', 'failureCondition'] as const).flatMap((field): Fault[] => {
    const condition = metric[field] ?? ''
    if (!firstValue.test(condition) || guarded.test(condition)) return []
    return [
      {
        code: 'RO054',
        object,
        path: `${path}/${field}`,
        message:
          'result[0] of no data is an error; errors are repeated every 10 s and the fifth in a row aborts the rollout',
        help: 'Begin with len(result) > 0 && !isNaN(result[0]) to count no data as a failure.',
      },
    ]
  })
}
