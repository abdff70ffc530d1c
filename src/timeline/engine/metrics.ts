import type { Metric, ObjectReference } from '../../flagger/canary.ts'
import { mark, type Turn } from './turn.ts'

// The metrics of an analysis (Flagger 1.44, pkg/controller/scheduler_metrics.go): first those that Flagger knows and those with
// a query, then those with a template, each in the order of the Canary.

/** The first check that fails, in a few words; null when all pass. */
export function failedMetric(turn: Turn): string | null {
  const { metrics = [] } = turn.run.tick.canary.spec.analysis
  for (const metric of metrics) {
    const failed = isBuiltIn(metric) || metric.query ? measured(turn, metric) : null
    if (failed) return failed
  }
  for (const metric of metrics) {
    const { templateRef } = metric
    const failed = templateRef ? measuredByTemplate(turn, metric, templateRef) : unusable(turn, metric)
    if (failed) return failed
  }
  return null
}

function isBuiltIn({ name }: Metric): boolean {
  return name === successRate || name === 'request-duration'
}

const successRate = 'request-success-rate'

function measured(turn: Turn, metric: Metric): string | null {
  const { metrics } = turn.event
  if (metrics === 'none') return failed(turn, metric, `${metric.name} has no values`)
  return metrics === 'fail' && canFail(metric) ? failed(turn, metric, `${metric.name} is out of its range`) : null
}

function measuredByTemplate(turn: Turn, metric: Metric, template: ObjectReference): string | null {
  return turn.hasTemplate(template)
    ? measured(turn, metric)
    : failed(turn, metric, `the template of ${metric.name} does not exist`)
}

function unusable(turn: Turn, metric: Metric): string | null {
  if (isBuiltIn(metric) || metric.query) return null
  return failed(turn, metric, `${metric.name} has neither a query nor a template`)
}

function failed(turn: Turn, metric: Metric, text: string): string {
  mark(turn, 'metric', metric.name, 'failed')
  return text
}

/** Whether the values of a metric can make a check fail. */
export function isMeasured(metric: Metric): boolean {
  return (isBuiltIn(metric) || Boolean(metric.query) || metric.templateRef !== undefined) && canFail(metric)
}

/** A range without ends lets every value pass, and so does a success rate that has to be above nothing. */
function canFail({ name, threshold = 0, thresholdRange }: Metric): boolean {
  if (thresholdRange) return thresholdRange.min !== undefined || thresholdRange.max !== undefined
  return name !== successRate || threshold > 0
}
