// Durations as Go reads and writes them (time.ParseDuration, Duration.String).

const units: Record<string, number> = { ns: 1, us: 1e3, µs: 1e3, μs: 1e3, ms: 1e6, s: 1e9, m: 6e10, h: 3.6e12 }
const whole = /^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/
const part = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g

/** Nanoseconds, or null when Go does not take the text for a duration: `1d`, `15`, `abc`. */
export function parseDuration(text: string): number | null {
  if (!whole.test(text)) return null
  let nanos = 0
  for (const [, number = '', unit = ''] of text.matchAll(part)) nanos += Math.trunc(Number(number) * (units[unit] ?? 0))
  return text.startsWith('-') ? -nanos : nanos
}

/** `90s` is `1m30s`; null when the text is no duration. */
export function canonicalDuration(text: string): string | null {
  const nanos = parseDuration(text)
  if (nanos === null) return null
  const size = Math.abs(nanos)
  return nanos < 0 ? `-${write(size)}` : write(size)
}

function write(nanos: number): string {
  if (nanos === 0) return '0s'
  if (nanos < 1e3) return `${nanos}ns`
  if (nanos < 1e6) return `${nanos / 1e3}µs`
  if (nanos < 1e9) return `${nanos / 1e6}ms`
  const hours = Math.floor(nanos / 3.6e12)
  const minutes = Math.floor((nanos % 3.6e12) / 6e10)
  const seconds = `${(nanos % 6e10) / 1e9}s`
  if (hours > 0) return `${hours}h${minutes}m${seconds}`
  return minutes > 0 ? `${minutes}m${seconds}` : seconds
}
