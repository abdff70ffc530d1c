/** Nanoseconds per unit of Go's time.ParseDuration. */
const units: { [unit: string]: number } = { ns: 1, us: 1e3, µs: 1e3, μs: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 }

const whole = /^[-+]?(?:(?:\d+(?:\.\d*)?|\.\d+)[a-zµμ]+)+$/
const part = /(\d+(?:\.\d*)?|\.\d+)([a-zµμ]+)/g
/** What a Go duration can hold: 64 bits of nanoseconds. */
const longest = 2 ** 63

/** Seconds of a Go duration such as `1h30m`; null when it is none. */
export function goDuration(text: string): number | null {
  if (text === '0' || text === '+0' || text === '-0') return 0
  if (!whole.test(text)) return null
  let nanoseconds = 0
  for (const [, amount = '', unit = ''] of text.matchAll(part)) {
    const factor = units[unit]
    if (factor === undefined) return null
    nanoseconds += Math.trunc(Number(amount) * factor)
  }
  if (nanoseconds >= longest && !(nanoseconds === longest && text.startsWith('-'))) return null
  return (text.startsWith('-') ? -nanoseconds : nanoseconds) / 1e9
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
