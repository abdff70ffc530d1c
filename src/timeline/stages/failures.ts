import { type Failure, type Failures, ranked } from '../outlook/failures.ts'
import type { Detection } from './detection.ts'
import type { Stage } from './stages.ts'

/** A Rollout that is bad from the beginning of some step on; `backSeconds` is what the way back takes. Null when nothing tells. */
export function stageFailures(stages: readonly Stage[], detection: Detection, backSeconds: number): Failures | null {
  const noticed = stages.slice(0, -1).flatMap((_, after): Failure[] => {
    const found = noticeFrom(stages, detection, after)
    if (found === null) return []
    return [{ after, seconds: found + backSeconds, ...seenUntil(stages.slice(after), found + backSeconds) }]
  })
  return ranked(noticed)
}

/** Seconds from the beginning of a step until an analysis ends the rollout; null when none does before the promotion. */
function noticeFrom(stages: readonly Stage[], { steps, background }: Detection, after: number): number | null {
  let now = 0
  let beside: number | null = null
  for (const { step, seconds } of stages.slice(after, -1)) {
    if (background && step >= background.from) beside ??= now + background.seconds
    const here = steps[step] ?? null
    const found = Math.min(beside ?? Number.POSITIVE_INFINITY, here === null ? Number.POSITIVE_INFINITY : now + here)
    // A step that waits without an end gives every analysis the time it needs.
    if (found <= now + (here ?? seconds ?? Number.POSITIVE_INFINITY) && found < Number.POSITIVE_INFINITY) return found
    if (seconds === null) return null
    now += seconds
  }
  return null
}

/** What the canary gets in so many seconds from the first of these steps on; a step without a length takes all that is left. */
function seenUntil(stages: readonly Stage[], until: number): Pick<Failure, 'exposure' | 'peak'> {
  let now = 0
  let exposure = 0
  let peak = 0
  for (const [index, { seconds, share }] of stages.entries()) {
    if (now >= until && index > 0) break
    const rest = until - now
    const taken = Math.min(rest, seconds ?? rest)
    exposure += (share * taken) / 60
    if (taken > 0) peak = Math.max(peak, share)
    now += taken
  }
  return { exposure: Math.round(exposure * 1e6) / 1e6, peak }
}
