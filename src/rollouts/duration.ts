import { parseDuration } from '../flagger/go/duration.ts'

/** Nanoseconds that a Go duration can hold. */
const longest = 2 ** 63

/** Seconds of a Go duration such as `1h30m`; null when it is none. */
export function goDuration(text: string): number | null {
  const nanoseconds = parseDuration(text)
  return nanoseconds === null || Math.abs(nanoseconds) >= longest ? null : nanoseconds / 1e9
}

const int32 = 2 ** 31
const integer = /^[-+]?\d+$/

/**
 * Seconds that a pause lasts, as the controller computes them: a number is seconds, with or without quotes; other strings are
 * Go durations, cut to whole seconds. Null for a pause without a duration, −1 for what cannot be read
 * (Argo Rollouts 1.10, RolloutPause.DurationSeconds).
 */
export function pauseSeconds(duration: number | string | undefined): number | null {
  if (duration === undefined) return null
  if (typeof duration === 'number') return duration
  if (integer.test(duration) && inInt32(Number(duration))) return Number(duration)
  const seconds = goDuration(duration)
  if (seconds === null) return -1
  return inInt32(Math.trunc(seconds)) ? Math.trunc(seconds) + 0 : -int32
}

function inInt32(value: number): boolean {
  return value >= -int32 && value < int32
}
