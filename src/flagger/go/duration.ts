// Durations as Go reads and writes them (time.ParseDuration, Duration.String).

const units: Record<string, bigint> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
}
const whole = /^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/
const part = /(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/g
const largest = 2n ** 63n - 1n

/** Nanoseconds, or null when Go does not take the text for a duration: `1d`, `15`, more than 292 years. */
export function parseDuration(text: string): number | null {
  const nanos = nanosOf(text)
  return nanos === null ? null : Number(nanos)
}

/** `90s` is `1m30s`; null when the text is no duration. */
export function canonicalDuration(text: string): string | null {
  const nanos = nanosOf(text)
  if (nanos === null) return null
  return nanos < 0n ? `-${write(-nanos)}` : write(nanos)
}

/** As people write them; no more digits than are surely within the range. */
const plain = /^(\d{1,6})(ms|s|m|h)$/

function nanosOf(text: string): bigint | null {
  const [, count, single = ''] = plain.exec(text) ?? []
  if (count !== undefined) return BigInt(count) * (units[single] ?? 0n)
  if (!whole.test(text)) return null
  let nanos = 0n
  for (const [, number = '', fraction = '', name = ''] of text.matchAll(part)) {
    const unit = units[name] ?? 0n
    nanos += BigInt(number) * unit + partOf(unit, fraction)
  }
  if (nanos > largest) return null
  return text.startsWith('-') ? -nanos : nanos
}

/** Go takes the fraction of a unit as a float, and cuts what is below a nanosecond. */
function partOf(unit: bigint, fraction: string): bigint {
  // More digits than an int64 holds do not count.
  const digits = fraction.slice(0, 18)
  return BigInt(Math.trunc(Number(digits) * (Number(unit) / 10 ** digits.length)))
}

function write(nanos: bigint): string {
  if (nanos === 0n) return '0s'
  if (nanos < 1_000n) return `${nanos}ns`
  if (nanos < 1_000_000n) return decimal(nanos, 3, 'µs')
  if (nanos < 1_000_000_000n) return decimal(nanos, 6, 'ms')
  const [hours, minutes] = [nanos / 3_600_000_000_000n, (nanos / 60_000_000_000n) % 60n]
  const seconds = decimal(nanos % 60_000_000_000n, 9, 's')
  if (hours > 0n) return `${hours}h${minutes}m${seconds}`
  return minutes > 0n ? `${minutes}m${seconds}` : seconds
}

function decimal(value: bigint, places: number, unit: string): string {
  const scale = 10n ** BigInt(places)
  const fraction = String(value % scale)
    .padStart(places, '0')
    .replace(/0+$/, '')
  return `${value / scale}${fraction && `.${fraction}`}${unit}`
}
