import type { Metric } from '../../rollouts/analysis-template.ts'
import { isAnalysisTemplate } from '../../rollouts/kinds.ts'
import { identify } from '../../rollouts/problem.ts'
import { readAnalysisTemplate } from '../../rollouts/read.ts'
import type { Rollout, TemplateRef } from '../../rollouts/rollout.ts'
import { analysisTime } from '../../rollouts/schedule/analysis-time.ts'
import { templatesOf } from '../../rollouts/validate/analysis.ts'
import type { Manifest } from '../../values/manifest.ts'

/** How long analyses take to end a rollout whose canary is bad. */
export interface Detection {
  /** Seconds, by the step that measures; null for a step that does not. */
  steps: (number | null)[]
  /** Of the analysis beside the steps, from the step on that starts it. */
  background: { from: number; seconds: number } | null
}

/**
 * A bad canary is one whose every measurement fails. What web hooks answer counts only where nothing is measured: gates and
 * hooks that undo are such hooks, too.
 */
export function detectionOf(rollout: Rollout, objects: readonly Manifest[]): Detection {
  const { steps = [], analysis } = rollout.spec.strategy?.canary ?? {}
  const given = objects.filter(isAnalysisTemplate).map(object => {
    const { value } = readAnalysisTemplate(object)
    return { template: value, ref: identify(value) }
  })
  const metricsOf = (refs: readonly TemplateRef[]): Metric[] =>
    templatesOf(refs, rollout.metadata.namespace ?? '', given).found.flatMap(
      ({ template }) => template.spec.metrics ?? [],
    )
  const ofSteps = steps.map(step => metricsOf(step.analysis?.templates ?? step.experiment?.analyses ?? []))
  const beside = metricsOf(analysis?.templates ?? [])
  const measures = [...ofSteps.flat(), ...beside].some(metric => !isHook(metric))
  const failure = (metrics: readonly Metric[]) =>
    analysisTime(measures ? metrics.filter(metric => !isHook(metric)) : metrics).failure
  const seconds = failure(beside)
  return {
    steps: ofSteps.map(failure),
    background: seconds === null ? null : { from: analysis?.startingStep ?? 0, seconds },
  }
}

function isHook({ provider }: Metric): boolean {
  return provider?.web !== undefined
}
