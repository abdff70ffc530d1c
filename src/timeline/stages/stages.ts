import { maxWeightOf } from '../../rollouts/defaults.ts'
import { isAnalysisTemplate } from '../../rollouts/kinds.ts'
import { readAnalysisTemplate } from '../../rollouts/read.ts'
import type { Rollout } from '../../rollouts/rollout.ts'
import { type Schedule, type ScheduledStep, scheduleOf } from '../../rollouts/schedule/schedule.ts'
import type { Manifest } from '../../values/manifest.ts'

/** A step of a Rollout as a stretch of time. */
export interface Stage {
  /** The number of steps is the promotion. */
  step: number
  action: ScheduledStep['action']
  waits: ScheduledStep['waits']
  /** Null when nobody can know. */
  seconds: number | null
  /** The share of the requests that the canary answers meanwhile, 0 to 1. */
  share: number
  /** It gets copies of requests. */
  copies: boolean
}

/** The steps in time, and the promotion, after which the new pods are the stable ones. */
export function stagesOf(rollout: Rollout, objects: readonly Manifest[]): { stages: Stage[]; schedule: Schedule } {
  const templates = objects.filter(isAnalysisTemplate).map(object => readAnalysisTemplate(object).value)
  const schedule = scheduleOf(rollout, { templates })
  const { steps: written = [] } = rollout.spec.strategy?.canary ?? {}
  const mirrors = new Set<string>()
  const stages = schedule.steps.map((scheduled): Stage => {
    const { step, action, waits, seconds } = scheduled
    const mirror = written[step]?.setMirrorRoute
    if (mirror?.match) mirrors.add(mirror.name ?? '')
    else if (mirror) mirrors.delete(mirror.name ?? '')
    const isOver = action === 'promotion'
    const share = isOver ? 0 : shareOf(rollout, scheduled)
    return { step, action, waits, seconds, share, copies: !isOver && mirrors.size > 0 }
  })
  return { stages, schedule }
}

/** Without traffic routing every pod gets as much as any other. */
function shareOf(rollout: Rollout, { weight, pods: { canary, stable } }: ScheduledStep): number {
  if (rollout.spec.strategy?.canary?.trafficRouting) return weight / maxWeightOf(rollout)
  return canary + stable === 0 ? 0 : canary / (canary + stable)
}
