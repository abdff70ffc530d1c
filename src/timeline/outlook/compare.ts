import type { Outlook } from './outlook.ts'

/** What two rollouts are compared by. Null is what cannot be told, or does not happen. */
export interface Measures {
  promotionSeconds: number | null
  /** Runs of the controller, or steps. */
  ticks: number | null
  checks: number | null
  peak: number | null
  /** Share × minutes of a rollout that goes well. */
  exposure: number | null
  rollbackSeconds: number | null
  typicalExposure: number | null
  worstExposure: number | null
}

export function measuresOf({ promotion, checks, failures }: Outlook): Measures {
  return {
    promotionSeconds: promotion?.seconds ?? null,
    ticks: promotion?.ticks ?? null,
    checks: promotion && checks,
    peak: promotion?.peak ?? null,
    exposure: promotion?.exposure ?? null,
    rollbackSeconds: failures?.worst.seconds ?? null,
    typicalExposure: failures?.typical.exposure ?? null,
    worstExposure: failures?.worst.exposure ?? null,
  }
}

/** A step of a rollout of another engine, as far as it takes time. */
export interface TimedStep {
  weight: number
  /** Null when nobody can know. */
  seconds: number | null
}

export function measuresOfSteps(steps: readonly TimedStep[]): Measures {
  const known = steps.every(({ seconds }) => seconds !== null)
  const before = steps.slice(0, -1)
  const minutes = before.reduce((sum, { weight, seconds }) => sum + (weight / 100) * ((seconds ?? 0) / 60), 0)
  return {
    promotionSeconds: known ? steps.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0) : null,
    ticks: steps.length,
    checks: null,
    peak: Math.max(0, ...before.map(({ weight }) => weight / 100)),
    exposure: known ? minutes : null,
    rollbackSeconds: null,
    typicalExposure: null,
    worstExposure: null,
  }
}

export type Unit = 'seconds' | 'count' | 'share' | 'exposure'

export interface Row {
  measure: keyof Measures
  label: string
  unit: Unit
  a: number | null
  b: number | null
  /** b − a; null unless both are known. */
  change: number | null
}

const rows: { measure: keyof Measures; label: string; unit: Unit }[] = [
  { measure: 'promotionSeconds', label: 'until promoted', unit: 'seconds' },
  { measure: 'ticks', label: 'ticks or steps', unit: 'count' },
  { measure: 'checks', label: 'checks of the canary', unit: 'count' },
  { measure: 'peak', label: 'largest share', unit: 'share' },
  { measure: 'exposure', label: 'seen when all goes well, in time of all requests', unit: 'exposure' },
  { measure: 'rollbackSeconds', label: 'until a bad release is out, at worst', unit: 'seconds' },
  { measure: 'typicalExposure', label: 'seen of a bad release, typically', unit: 'exposure' },
  { measure: 'worstExposure', label: 'seen of a bad release, at worst', unit: 'exposure' },
]

/** Side by side; what neither side can tell is left out. */
export function compareMeasures(a: Measures, b: Measures): Row[] {
  return rows.flatMap(row => {
    const [one, other] = [a[row.measure], b[row.measure]]
    if (one === null && other === null) return []
    return [{ ...row, a: one, b: other, change: one === null || other === null ? null : other - one }]
  })
}
