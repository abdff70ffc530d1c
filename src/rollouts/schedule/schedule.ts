import type { AnalysisTemplate } from '../analysis-template.ts'
import { defaults } from '../defaults.ts'
import { goDuration, pauseSeconds } from '../duration.ts'
import { identify } from '../problem.ts'
import type { CanaryStep, Rollout, TemplateRef } from '../rollout.ts'
import { templatesOf } from '../validate/analysis.ts'
import { analysisTime } from './analysis-time.ts'
import { type Pods, podsAt, weightAt } from './pods.ts'

export type StepAction = keyof CanaryStep | 'promotion'

/** What a step waits for before the next one begins. */
export type Wait = 'nothing' | 'pods' | 'time' | 'promotion' | 'analysis' | 'experiment' | 'plugin'

export interface ScheduledStep {
  /** Index of the step; the number of steps is the promotion at the end. */
  step: number
  action: StepAction
  /** Percent of the traffic that the canary gets once the step is done; without traffic routing, of the pods. */
  weight: number
  pods: Pods
  waits: Wait
  /** How long the step takes when all goes well; null when nobody can know. */
  seconds: number | null
  /** How long it takes until a step that measures fails when every measurement does; null when it cannot fail. */
  failureSeconds: number | null
}

export interface Schedule {
  steps: ScheduledStep[]
  /** Until all traffic is on the new pods, as far as times are known. */
  seconds: number
  /** Some step takes a time that is not known: a person, a plugin, an experiment or analysis without an end. */
  open: boolean
  /** From the failure until the old pods have all traffic again. With dynamicStableScale they must be started first. */
  rollbackSeconds: number
  /** How long the old pods stay after promotion. */
  scaleDownSeconds: number
}

export interface ScheduleOptions {
  /** The templates that analyses of the Rollout name. */
  templates?: readonly AnalysisTemplate[]
  /** How long a new pod takes to become ready; minReadySeconds is added. */
  podSeconds?: number
}

/** The steps of a Rollout in time (Argo Rollouts 1.10, rollout/canary.go); nothing for a blue-green one. */
export function scheduleOf(rollout: Rollout, options: ScheduleOptions = {}): Schedule {
  const canary = rollout.spec.strategy?.canary
  const podSeconds = (options.podSeconds ?? 0) + (rollout.spec.minReadySeconds ?? 0)
  const written = canary?.steps ?? []
  const steps: ScheduledStep[] = []
  let pods = 0
  for (let step = 0; canary && step <= written.length; step++) {
    const one = written[step]
    const timed = one ? timeOf(rollout, one, options) : promotion
    const now = podsAt(rollout, step)
    const grows = now.canary > pods && scales.has(timed.action)
    if (scales.has(timed.action)) pods = now.canary
    steps.push({
      ...timed,
      step,
      weight: weightAt(rollout, step),
      pods: now,
      ...(grows && { waits: 'pods', seconds: podSeconds }),
    })
  }
  const growsBack = canary?.dynamicStableScale ?? false
  return {
    steps,
    seconds: steps.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0),
    open: steps.some(({ seconds }) => seconds === null),
    rollbackSeconds: growsBack ? podSeconds : 0,
    scaleDownSeconds:
      canary?.trafficRouting && !growsBack ? (canary.scaleDownDelaySeconds ?? defaults.scaleDownDelaySeconds) : 0,
  }
}

type Timed = Pick<ScheduledStep, 'action' | 'waits' | 'seconds' | 'failureSeconds'>

/** Steps that wait until the pods they ask for are available. */
const scales: ReadonlySet<StepAction> = new Set<StepAction>(['setWeight', 'setCanaryScale', 'promotion'])

const promotion: Timed = { action: 'promotion', waits: 'nothing', seconds: 0, failureSeconds: null }

/** Of several keys in one step the controller heeds the first in this order (completedCurrentCanaryStep). */
function timeOf(rollout: Rollout, step: CanaryStep, options: ScheduleOptions): Timed {
  const at = (
    action: StepAction,
    waits: Wait,
    seconds: number | null,
    failureSeconds: number | null = null,
  ): Timed => ({
    action,
    waits,
    seconds,
    failureSeconds,
  })
  if (step.pause) {
    const seconds = pauseSeconds(step.pause.duration)
    return seconds === null
      ? at('pause', 'promotion', null)
      : at('pause', seconds > 0 ? 'time' : 'nothing', Math.max(0, seconds))
  }
  if (step.setCanaryScale) return at('setCanaryScale', 'nothing', 0)
  if (step.setWeight !== undefined) return at('setWeight', 'nothing', 0)
  if (step.experiment) {
    const { duration = '', analyses = [] } = step.experiment
    const run = runTime(rollout, analyses, options)
    return at(
      'experiment',
      'experiment',
      duration === '' ? (run?.success ?? null) : goDuration(duration),
      run?.failure ?? null,
    )
  }
  if (step.analysis) {
    const run = runTime(rollout, step.analysis.templates ?? [], options)
    return at('analysis', 'analysis', run?.success ?? null, run?.failure ?? null)
  }
  if (step.setHeaderRoute) return at('setHeaderRoute', 'nothing', 0)
  if (step.setMirrorRoute) return at('setMirrorRoute', 'nothing', 0)
  return at('plugin', 'plugin', null)
}

/** Null when a template is not at hand. */
function runTime(rollout: Rollout, refs: readonly TemplateRef[], { templates = [] }: ScheduleOptions) {
  const given = templates.map(template => ({ template, ref: identify(template) }))
  const { found, missing } = templatesOf(refs, rollout.metadata.namespace ?? '', given)
  if (missing.length > 0 || found.length === 0) return null
  return analysisTime(found.flatMap(({ template }) => template.spec.metrics ?? []))
}
